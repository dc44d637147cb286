package dev.vcond.link.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** The interpreters of the examples, which a machine that only builds vcond may lack. */
enum Interpreter {
  PYTHON(
      "python3",
      "-c",
      "import sys; print(sys.executable) if sys.version_info >= (3, 9) else exit(1)"),
  NODE("node", "-p", "process.execPath");

  /** Where it really is, for what is found on PATH may be a script that looks for it each time. */
  private final Optional<String> found;

  Interpreter(String... where) {
    this.found = find(where);
  }

  /** The command; aborts the test if there is none. */
  String command() {
    return found.orElseThrow(
        () -> new TestAbortedException("There is no " + name() + " here: nothing was tested."));
  }

  private static Optional<String> find(String... where) {
    try {
      Process program = new ProcessBuilder(where).redirectError(Redirect.DISCARD).start();
      String path = new String(program.getInputStream().readAllBytes(), UTF_8).strip();
      return program.waitFor() == 0 ? Optional.of(path) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
