package dev.vcond.storage.exec;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process with everything it started. Where the system has no {@code setsid}, those of them whose
 * parents still live. Thread-safe.
 *
 * @param leads whether it leads a process group of its own
 */
record ProcessGroup(Process process, boolean leads) {
  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private static final long SIGNALLED_MILLIS = 5_000;

  /** Whether a process can be given a group of its own here. */
  static boolean possible() {
    return SETSID.isPresent();
  }

  /** The command that runs another one in a group of its own, where that is possible. */
  static List<String> around(List<String> command) {
    List<String> all = new ArrayList<>();
    // It becomes the program without forking, so the process id stays, and is that of the group.
    SETSID.ifPresent(setsid -> all.add(setsid.toString()));
    all.addAll(command);
    return all;
  }

  /** Ends them all at once, and does not ask. */
  void kill() {
    if (!(leads && signalled())) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    // It may not have come as far as having a group. By its handle: else the JDK would also close
    // the pipes, under the hands of whoever reads them.
    process.toHandle().destroyForcibly();
  }

  /** The JDK signals single processes only, and the shell is the one program always there. */
  private boolean signalled() {
    try {
      Process signal =
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(process.pid()))
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return signal.waitFor(SIGNALLED_MILLIS, TimeUnit.MILLISECONDS) && signal.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
