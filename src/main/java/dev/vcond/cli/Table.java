package dev.vcond.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Rows under a header, aligned by column; numbers to the right. The header is bold where there are
 * colours. Not shared between threads.
 */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row with a cell for each column; a cell shows as its text. */
  Table row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  void print(Caller caller) {
    print(caller.out(), caller.ansi());
  }

  private void print(PrintStream out, Ansi ansi) {
    int[] widths = widths();
    boolean[] numbers = numbers();
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths, numbers);
      out.println(
          i == 0 && ansi.enabled() ? Ansi.Style.bold.on() + line + Ansi.Style.reset.on() : line);
    }
  }

  private static String line(List<String> row, int[] widths, boolean[] numbers) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(numbers[i] ? blanks + row.get(i) : row.get(i) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return widths;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private boolean[] numbers() {
    boolean[] numbers = new boolean[rows.getFirst().size()];
    for (int i = 0; i < numbers.length; i++) {
      int column = i;
      numbers[i] =
          !isEmpty()
              && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[\\d.,]+|-"));
    }
    return numbers;
  }
}
