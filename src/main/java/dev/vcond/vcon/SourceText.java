package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A text that could be written in several ways (escapes, characters beyond the basic plane) and
 * remembers how it was.
 */
final class SourceText extends TextNode {
  private static final long serialVersionUID = 1L;

  private final transient Source source;

  SourceText(Source source) {
    super(source.decoded());
    this.source = source;
  }

  Source source() {
    return source;
  }
}
