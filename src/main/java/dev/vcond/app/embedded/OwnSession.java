package dev.vcond.app.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs out of reach of the terminal: Ctrl-C goes to everything in its foreground, and a
 * server that stops together with the daemon leaves nothing to drain to.
 */
final class OwnSession {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private OwnSession() {}

  /** A command in a session of its own, where the system has the means. */
  static ProcessBuilder of(String... command) {
    List<String> all = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // It becomes the program without forking, so the process id stays that of the child.
      all.add(SETSID.toString());
    }
    all.addAll(List.of(command));
    return new ProcessBuilder(all);
  }
}
