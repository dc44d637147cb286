package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The beginning and the end of what a program says, however much it is. Not thread-safe. */
public final class Excerpt {
  private static final int KEPT = 2_048;
  private static final int LONGEST_LINE = 300;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail = new byte[KEPT];
  private long behindHead;

  /** Takes the next bytes. */
  public void add(byte[] bytes, int length) {
    int first = Math.min(length, KEPT - head.size());
    head.write(bytes, 0, first);
    // Of a large piece only its end can stay.
    int from = Math.max(first, length - KEPT);
    behindHead += from - first;
    for (int i = from; i < length; i++) {
      tail[(int) (behindHead % KEPT)] = bytes[i];
      behindHead++;
    }
  }

  /** Forgets all. */
  void clear() {
    head.reset();
    behindHead = 0;
  }

  /** As text, without controls; a note stands for what was left out. */
  public String text() {
    return SafeText.lines(head.toString(UTF_8) + note() + new String(end(), UTF_8));
  }

  private String note() {
    long lost = Math.max(0, behindHead - KEPT);
    return lost == 0 ? "" : "\n[... " + lost + " bytes ...]\n";
  }

  private byte[] end() {
    int length = (int) Math.min(behindHead, KEPT);
    byte[] end = new byte[length];
    for (int i = 0; i < length; i++) {
      end[i] = tail[(int) ((behindHead - length + i) % KEPT)];
    }
    return end;
  }

  /** The last line that says something; empty if there is none. */
  public String lastLine() {
    List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : SafeText.line(lines.getLast(), LONGEST_LINE);
  }
}
