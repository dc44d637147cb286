package dev.vcond.app.trial;

import java.util.ArrayList;
import java.util.List;

/** A unified diff of lines, short enough for a screen. Stateless. */
final class TextDiff {
  private static final int CONTEXT = 2;
  private static final int MOST_LINES = 40;
  private static final int WIDEST = 160;

  /** Beyond it the table of the search would take more memory than a diff is worth. */
  private static final long MOST_CELLS = 4_000_000;

  private TextDiff() {}

  /** Lines that begin with a blank, {@code -} or {@code +}; none if both are the same. */
  static List<String> between(List<String> from, List<String> to) {
    int head = 0;
    while (head < from.size() && head < to.size() && from.get(head).equals(to.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < from.size() - head
        && tail < to.size() - head
        && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
      tail++;
    }
    if (head == from.size() && head == to.size()) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    from.subList(0, head).forEach(line -> all.add(" " + line));
    all.addAll(middle(from.subList(head, from.size() - tail), to.subList(head, to.size() - tail)));
    from.subList(from.size() - tail, from.size()).forEach(line -> all.add(" " + line));
    return shortened(all);
  }

  private static List<String> middle(List<String> from, List<String> to) {
    List<String> lines = new ArrayList<>();
    if ((long) from.size() * to.size() > MOST_CELLS) {
      from.forEach(line -> lines.add("-" + line));
      to.forEach(line -> lines.add("+" + line));
      return lines;
    }
    int[][] common = common(from, to);
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
        lines.add(" " + from.get(i++));
        j++;
      } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + from.get(i++));
      } else {
        lines.add("+" + to.get(j++));
      }
    }
    return lines;
  }

  /** How many lines the rests behind two places have in common. */
  private static int[][] common(List<String> from, List<String> to) {
    int[][] common = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        common[i][j] =
            from.get(i).equals(to.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  /** Without what is far from every change, and without the end if it is long. */
  private static List<String> shortened(List<String> all) {
    boolean[] near = new boolean[all.size()];
    for (int i = 0; i < near.length; i++) {
      if (!all.get(i).startsWith(" ")) {
        for (int k = Math.max(0, i - CONTEXT); k <= Math.min(near.length - 1, i + CONTEXT); k++) {
          near[k] = true;
        }
      }
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < near.length; i++) {
      if (near[i]) {
        shown.add(narrowed(all.get(i)));
      } else if (!shown.isEmpty() && !shown.getLast().equals(" ...")) {
        shown.add(" ...");
      }
    }
    if (shown.size() <= MOST_LINES) {
      return shown;
    }
    List<String> some = new ArrayList<>(shown.subList(0, MOST_LINES));
    some.add(" ... and %d more lines".formatted(shown.size() - MOST_LINES));
    return some;
  }

  private static String narrowed(String line) {
    return line.length() <= WIDEST
        ? line
        : line.substring(0, WIDEST) + "... (%d characters)".formatted(line.length());
  }
}
