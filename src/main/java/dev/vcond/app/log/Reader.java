package dev.vcond.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who reads a stream. */
enum Reader {
  TERMINAL,
  JOURNAL,
  PROGRAM;

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /**
   * Who reads standard error.
   *
   * @param journal {@code JOURNAL_STREAM}: device and inode of what leads to the journal; inherited
   *     also by who has been given another stream since
   */
  static Reader ofStandardError(String journal) {
    return of(STANDARD_ERROR, journal);
  }

  static Reader of(Path stream, String journal) {
    try {
      String place = stream.toRealPath().toString();
      if (place.startsWith("/dev/pts/")
          || place.startsWith("/dev/tty")
          || place.equals("/dev/console")) {
        return TERMINAL;
      }
    } catch (IOException _) {
      // A socket or a pipe has no path; a system without /proc is asked no further.
    }
    return !journal.isEmpty() && journal.equals(identity(stream)) ? JOURNAL : PROGRAM;
  }

  private static String identity(Path stream) {
    try {
      return Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
    } catch (IOException | UnsupportedOperationException _) {
      return "";
    }
  }
}
