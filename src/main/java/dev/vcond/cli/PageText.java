package dev.vcond.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A page of Markdown for a terminal: headings stand out, paragraphs are wrapped, links are their
 * words, code and tables stay. Stateless.
 */
record PageText(Prose prose, Ansi ansi) {
  private static final Pattern HEADING = Pattern.compile("#+ (.*)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\((?!https?:)[^)]*\\)");
  private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*", Pattern.DOTALL);
  private static final String FENCE = "```";

  List<String> lines(String markdown) {
    List<String> lines = new ArrayList<>();
    var open = new StringBuilder();
    boolean fenced = false;
    for (String line : LINK.matcher(markdown).replaceAll("$1").lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      if (fenced || fence || line.startsWith("|") || line.startsWith("#")) {
        flush(open, lines);
        if (!fence) {
          lines.add(fenced ? "    " + line : asItIs(line));
        }
        fenced ^= fence;
      } else {
        open.append(line).append('\n');
      }
    }
    flush(open, lines);
    return lines;
  }

  private void flush(StringBuilder open, List<String> lines) {
    if (open.isEmpty()) {
      return;
    }
    boolean spaced = open.charAt(0) == '\n';
    String text = open.toString();
    open.setLength(0);
    if (spaced) {
      lines.add("");
    }
    if (!text.isBlank()) {
      String plain = STRONG.matcher(text.replaceAll("^\\n+", "")).replaceAll("$1");
      lines.addAll(prose.markdown(plain, ""));
      if (text.endsWith("\n\n")) {
        lines.add("");
      }
    }
  }

  private String asItIs(String line) {
    var heading = HEADING.matcher(line);
    if (!heading.matches()) {
      return line;
    }
    String title = heading.group(1);
    return ansi.enabled() ? Style.bold.on() + title + Style.reset.on() : line;
  }
}
