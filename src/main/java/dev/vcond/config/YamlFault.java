package dev.vcond.config;

import dev.vcond.config.ConfigProblem.Severity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Says in an operator's words what a YAML parser complains about. The parser's own text is shown
 * only where it cannot hold a piece of the file: a line with a mistake may hold a password.
 */
final class YamlFault {

  /** A part of the parser's text, and what it means. */
  private record Meaning(String sign, String message, String hint) {}

  /** The tag is not repeated: it may be a secret that somebody forgot to quote. */
  static final String TAG = "YAML tags (a word that begins with !) are not accepted";

  static final String TAG_HINT =
      "Remove the tag; if the text itself begins with !, put it in quotes.";

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("tag is not allowed", TAG, TAG_HINT),
          new Meaning(
              "expected a single document",
              "there is more than one document in this file",
              "Remove the line --- that begins the second one."),
          new Meaning(
              "undefined alias",
              "an alias (*name) has no anchor (&name) before it",
              "If the text itself begins with *, put it in quotes."),
          new Meaning(
              "mapping values are not allowed",
              "a colon stands where no key can be",
              "Look at the indentation here and one line above; a text with a colon and a space"
                  + " needs quotes."),
          new Meaning(
              "'\\t(tab)'", "a tab character stands where only spaces may", "Indent with spaces."),
          new Meaning(
              "could not find expected ':'",
              "a key without a colon, or a line with the wrong indentation",
              "Write key: value, with a space behind the colon."),
          new Meaning(
              "expected <block end>",
              "the indentation does not fit the lines above",
              "Keys of one mapping begin in the same column."),
          new Meaning(
              "expected ',' or",
              "a list in [ ] or a mapping in { } is not closed, or a comma is missing",
              "Close it, and put commas between its parts; a ${...} inside needs quotes."),
          new Meaning(
              "found unexpected end of stream",
              "a text in quotes is not closed",
              "Close the quotes."),
          new Meaning(
              "unknown escape character",
              "a backslash in double quotes begins no known escape",
              "Use single quotes, or write the backslash twice."),
          new Meaning(
              "cannot start any token",
              "a character that cannot begin a value",
              "Put the text in quotes."),
          new Meaning(
              "nesting depth", "the values lie too deep in one another", "Make the file flatter."),
          new Meaning(
              "aliases for non-scalar", "there are too many aliases in this file", "Use fewer."),
          new Meaning(
              "code points",
              "the file is larger than 1 million characters",
              "Is it the right file?"));

  private YamlFault() {}

  static ConfigProblem describe(YAMLException wrong, String file, String text) {
    Meaning meaning = meaning(String.valueOf(wrong.getMessage()), wrong);
    return new ConfigProblem(
        Severity.ERROR, place(wrong, file, text), "", meaning.message(), meaning.hint());
  }

  private static Meaning meaning(String said, YAMLException wrong) {
    if (wrong instanceof ReaderException) {
      return new Meaning(
          "", "a character that YAML does not allow, such as a control character", "Remove it.");
    }
    String parsers = wrong instanceof MarkedYAMLException marked ? problem(marked) : said;
    for (Meaning meaning : MEANINGS) {
      if (parsers.toLowerCase(Locale.ROOT).contains(meaning.sign().toLowerCase(Locale.ROOT))) {
        return meaning;
      }
    }
    return new Meaning(
        "", "this is not YAML", "Look at quotes, brackets and indentation here and just above.");
  }

  private static String problem(MarkedYAMLException marked) {
    return marked.getContext() + ": " + marked.getProblem();
  }

  private static Position place(YAMLException wrong, String file, String text) {
    if (wrong instanceof ReaderException reader) {
      return at(file, text, reader.getPosition());
    }
    Mark mark = wrong instanceof MarkedYAMLException marked ? markOf(marked) : null;
    return mark == null
        ? new Position(file, 1, 1)
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static @Nullable Mark markOf(MarkedYAMLException marked) {
    return marked.getProblemMark() == null ? marked.getContextMark() : marked.getProblemMark();
  }

  private static Position at(String file, String text, int offset) {
    String before = text.substring(0, Math.min(offset, text.length()));
    int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
    return new Position(file, line, before.length() - before.lastIndexOf('\n'));
  }
}
