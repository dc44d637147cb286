package dev.vcond.link.jq;

/** A text that is no filter, or one that could not work with any document. */
public final class UnusableFilter extends Exception {
  private static final long serialVersionUID = 1L;

  private final String text;

  UnusableFilter(String text) {
    super(text);
    this.text = text;
  }

  String text() {
    return text;
  }
}
