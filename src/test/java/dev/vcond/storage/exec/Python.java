package dev.vcond.storage.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** The interpreter for adapters in Python, which a machine that only builds vcond may lack. */
final class Python {
  /** Where it really is, for what is found on PATH may be a script that looks for it each time. */
  private static final Optional<String> FOUND = find();

  private Python() {}

  /** The command; aborts the test if there is none. */
  static String command() {
    return FOUND.orElseThrow(() ->
        new TestAbortedException("There is no python3 of 3.9 or newer here: nothing was tested."));
  }

  private static Optional<String> find() {
    String where = "import sys; print(sys.executable) if sys.version_info >= (3, 9) else exit(1)";
    try {
      Process python =
          new ProcessBuilder("python3", "-c", where).redirectError(Redirect.DISCARD).start();
      String path = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
      return python.waitFor() == 0 ? Optional.of(path) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
