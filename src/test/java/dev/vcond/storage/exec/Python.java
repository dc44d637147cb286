package dev.vcond.storage.exec;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.opentest4j.TestAbortedException;

/** The interpreter for adapters in Python, which a machine that only builds vcond may lack. */
final class Python {
  private Python() {}

  /** The command; aborts the test if there is none. */
  static String command() throws InterruptedException {
    try {
      String recent = "import sys; sys.exit(sys.version_info < (3, 9))";
      Process python =
          new ProcessBuilder("python3", "-c", recent)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (python.waitFor() == 0) {
        return "python3";
      }
    } catch (IOException _) {
      // Said below.
    }
    throw new TestAbortedException("There is no python3 of 3.9 or newer here: nothing was tested.");
  }
}
