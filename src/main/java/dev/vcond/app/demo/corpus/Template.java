package dev.vcond.app.demo.corpus;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a document with {@code {{tokens}}} in it. Written out rather than built: so a sample
 * has the blanks, escapes, numbers and member order that its producer would give it. Immutable.
 */
record Template(String text) {
  private static final Pattern TOKEN = Pattern.compile("\\{\\{([a-z_]+)}}");

  private static final Map<Kind, Template> ALL = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      ALL.put(kind, new Template(Lines.resource(kind.template()).stripTrailing()));
    }
  }

  static Template of(Kind kind) {
    return ALL.getOrDefault(kind, new Template(""));
  }

  /** The text with each token's value in its place. */
  String fill(Story story) {
    return TOKEN
        .matcher(text)
        .replaceAll(token -> Matcher.quoteReplacement(story.value(token.group(1))));
  }
}
