package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Cuts a stream of bytes into lines; of a long one the end is left out. Not thread-safe. */
public final class Lines {
  private static final int LONGEST = 500;

  private final Consumer<Supplier<String>> to;
  private final byte[] line = new byte[LONGEST];
  private int length;
  private boolean cut;

  /**
   * @param to asks for a line at once or not at all: of a flood, no line is made that nobody reads
   */
  Lines(Consumer<Supplier<String>> to) {
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
    if (length > 0) {
      to.accept(this::text);
    }
    length = 0;
    cut = false;
  }

  private String text() {
    String text = SafeText.line(new String(line, 0, length, UTF_8), LONGEST);
    return cut ? text + "..." : text;
  }
}
