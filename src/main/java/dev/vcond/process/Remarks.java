package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cuts what a process says into remarks: a line, or the lines of one stack trace with what led to
 * it. Of a long line the end is left out, of a long trace the middle. Not thread-safe.
 */
public final class Remarks {
  private static final int LONGEST = 500;
  private static final String PYTHON = "Traceback (most recent call last)";

  /** What goes on with a trace although it is not indented. */
  private static final List<String> FURTHER =
      List.of(PYTHON, "Caused by: ", "During handling of the above", "The above exception was");

  private final Consumer<Supplier<String>> to;
  private final byte[] line = new byte[LONGEST];
  private final Excerpt remark = new Excerpt();
  private int length;
  private boolean cut;
  private int lines;
  private boolean traced;
  private boolean open;
  private String lastOfTrace = "";

  /**
   * @param to asks for a remark at once or not at all: of a flood, none is made that nobody reads
   */
  Remarks(Consumer<Supplier<String>> to) {
    this.to = to;
  }

  /** Takes the next bytes. */
  public void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else if (length < LONGEST) {
        line[length++] = bytes[i];
      } else {
        cut = true;
      }
    }
  }

  /** Whether something is held back because more may belong to it. */
  public boolean waits() {
    return lines > 0;
  }

  /** Nothing has come for a while: what was said is complete. */
  public void pause() {
    if (!open) {
      give();
    }
  }

  /** There is no more: what stands in the last line is one. */
  public void end() {
    endLine();
    give();
  }

  private void endLine() {
    if (length > 0) {
      take();
    }
    length = 0;
    cut = false;
  }

  private void take() {
    boolean indented = line[0] == ' ' || line[0] == '\t';
    boolean further = !indented && FURTHER.stream().anyMatch(this::begins);
    if (lines > 0 && !indented && !further && !open) {
      give();
    }
    if (lines == 0 && repeatsTrace()) {
      return;
    }
    traced |= indented || further;
    // Python ends a trace with a line that says what it was.
    open = begins(PYTHON) || (open && indented);
    keep();
  }

  private void keep() {
    if (lines > 0) {
      remark.add(new byte[] {'\n'}, 1);
    }
    remark.add(line, length);
    if (cut) {
      remark.add(new byte[] {'.', '.', '.'}, 3);
    }
    lines++;
  }

  private boolean begins(String start) {
    return length >= start.length() && new String(line, 0, start.length(), UTF_8).equals(start);
  }

  /** The reason of a failure, said once more behind its trace. */
  private boolean repeatsTrace() {
    return !lastOfTrace.isEmpty() && lastOfTrace.equals(new String(line, 0, length, UTF_8).strip());
  }

  private void give() {
    if (lines == 0) {
      return;
    }
    lastOfTrace = traced && lines > 1 ? remark.lastLine() : "";
    boolean single = lines == 1;
    to.accept(() -> single ? SafeText.line(remark.text(), LONGEST + 3) : remark.text());
    remark.clear();
    lines = 0;
    traced = false;
    open = false;
  }
}
