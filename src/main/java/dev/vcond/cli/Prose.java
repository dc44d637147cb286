package dev.vcond.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text for a terminal of a certain width. Stateless.
 *
 * @param width columns
 */
record Prose(int width) {
  private static final int USUAL = 80;
  private static final int NARROWEST = 40;

  /** Longer lines are hard to read. */
  private static final int WIDEST = 120;

  /** Code between backticks is not broken. */
  private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|\\S)+");

  private static final String CODE = "    ";
  private static final String BULLET = "- ";

  Prose {
    width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /** For the terminal of a caller; {@code COLUMNS} counts, also where there is no terminal. */
  static Prose of(Caller caller, int terminalWidth) {
    String columns = caller.environment().getOrDefault("COLUMNS", "");
    if (columns.matches("\\d{1,4}")) {
      return new Prose(Integer.parseInt(columns));
    }
    return new Prose(caller.terminal() ? terminalWidth : USUAL);
  }

  /** A paragraph, each line of which begins with an indent. */
  List<String> paragraph(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : WORD.matcher(text).results().map(MatchResult::group).toList()) {
      if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > width) {
        lines.add(indent + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(indent + line);
    return lines;
  }

  /**
   * Markdown as it is used in set-ups: paragraphs, lists, commands indented by four. Commands are
   * never broken.
   */
  List<String> markdown(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.strip().lines().toList()) {
      boolean code = line.startsWith(CODE) && open.isEmpty();
      if (line.isBlank() || code || line.startsWith(BULLET)) {
        close(open, indent, lines);
      }
      if (line.isBlank() || code) {
        lines.add(line.isBlank() ? "" : indent + line);
      } else {
        open.append(open.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    close(open, indent, lines);
    return lines;
  }

  private void close(StringBuilder open, String indent, List<String> lines) {
    if (open.isEmpty()) {
      return;
    }
    String text = open.toString();
    open.setLength(0);
    if (text.startsWith(BULLET)) {
      List<String> item = paragraph(text.substring(BULLET.length()), indent + "  ");
      lines.add(indent + BULLET + item.getFirst().strip());
      lines.addAll(item.subList(1, item.size()));
    } else {
      lines.addAll(paragraph(text, indent));
    }
  }

  /** A term with its explanation beside it, as in a manual page. */
  List<String> entry(String term, int column, List<String> explanation) {
    List<String> lines = new ArrayList<>();
    boolean beside = term.length() + 2 <= column;
    if (!beside) {
      lines.add(term);
    }
    for (String text : explanation) {
      for (String line : paragraph(text, " ".repeat(column))) {
        lines.add(beside && lines.isEmpty() ? term + line.substring(term.length()) : line);
      }
    }
    return lines;
  }
}
