package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; of a long one the end is left out. Not thread-safe. */
public final class Lines {
  private static final int LONGEST = 500;

  private final Consumer<String> to;
  private final byte[] line = new byte[LONGEST];
  private int length;
  private boolean cut;

  Lines(Consumer<String> to) {
    this.to = to;
  }

  /** Takes the next bytes. */
  public void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (length < LONGEST) {
        line[length++] = bytes[i];
      } else {
        cut = true;
      }
    }
  }

  /** There is no more: what stands in the last line is one. */
  public void end() {
    String text = SafeText.line(new String(line, 0, length, UTF_8), LONGEST);
    if (!text.isEmpty()) {
      to.accept(cut ? text + "..." : text);
    }
    length = 0;
    cut = false;
  }
}
