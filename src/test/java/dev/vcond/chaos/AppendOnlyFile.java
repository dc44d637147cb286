package dev.vcond.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The commands that Redis wrote down, as lines for people. */
final class AppendOnlyFile {
  private static final int SHOWN = 160;

  private final String[] lines;
  private int at;

  AppendOnlyFile(String text) {
    this.lines = text.split("\r\n", -1);
  }

  /** Adds each command that names an id. */
  void about(String id, List<String> to) {
    String second = "";
    while (at < lines.length) {
      String line = lines[at++];
      if (line.startsWith("#TS:")) {
        second = Instant.ofEpochSecond(Long.parseLong(line.substring(4))).toString();
      } else if (line.matches("\\*\\d+")) {
        String command = command(Integer.parseInt(line.substring(1)));
        if (command.contains(id)) {
          to.add(second + " " + command);
        }
      }
    }
  }

  private String command(int words) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words && at + 1 < lines.length; i++) {
      String word = lines[at + 1];
      all.add(word.length() > SHOWN ? word.substring(0, SHOWN) + "..." : word);
      at += 2;
    }
    return String.join(" ", all);
  }
}
