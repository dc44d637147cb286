package dev.vcond.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Whatever a process has started, also what has left its group and its parents: by a variable of
 * the environment, which children inherit and Linux shows. One that has cleared it is not found.
 */
final class Offspring {
  /** The variable; its value is another one for each process that vcond starts. */
  static final String VARIABLE = "VCOND_CALL";

  private static final Path PROCESSES = Path.of("/proc");
  private static final String FAMILY =
      "%d-%08x".formatted(ProcessHandle.current().pid(), new SecureRandom().nextInt());
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Some may start others while they are looked for. */
  private static final int MOST_ROUNDS = 10;

  private Offspring() {}

  /** A value for the next process. */
  static String newMark() {
    return FAMILY + "-" + NUMBERS.incrementAndGet();
  }

  /** Kills all that bear one of the marks; never one without a mark of this JVM. */
  static void kill(Set<String> wanted) {
    Set<String> marks =
        wanted.stream().filter(mark -> mark.startsWith(FAMILY)).collect(Collectors.toSet());
    for (int i = 0; i < MOST_ROUNDS; i++) {
      List<ProcessHandle> found = marks.isEmpty() ? List.of() : find(marks);
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static List<ProcessHandle> find(Set<String> marks) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path each : all) {
        if (marks.contains(markOf(each))) {
          ProcessHandle.of(Long.parseLong(each.getFileName().toString()))
              // Again: the number may be another's by now.
              .filter(_ -> marks.contains(markOf(each)))
              .ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // No such system: what has left the group is not found.
    }
    return found;
  }

  private static String markOf(Path process) {
    Path variables = process.resolve("environ");
    if (!Files.isReadable(variables)) {
      return ""; // another user's, or gone
    }
    try {
      String all = "\0" + new String(Files.readAllBytes(variables), ISO_8859_1);
      int at = all.indexOf("\0" + VARIABLE + "=");
      int from = at + VARIABLE.length() + 2;
      int to = all.indexOf('\0', from);
      return at < 0 ? "" : all.substring(from, to < 0 ? all.length() : to);
    } catch (IOException _) {
      return "";
    }
  }
}
