package dev.vcond.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who we are in Redis: an id that is new at every start, and a registration by which a restart on
 * the same host recognises what a process of its own left behind.
 *
 * @param id {@code <host>-<pid>-<random>}
 * @param registration host, boot id, pid namespace, uid, pid, start time, separated by {@code |}
 */
public record Instance(String id, String registration) {

  /** This process. */
  public static Instance ofThisProcess() {
    long pid = ProcessHandle.current().pid();
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    String host = host();
    return new Instance(
        host + "-" + pid + "-" + HexFormat.of().formatHex(random),
        String.join(
            "|",
            host,
            bootId(),
            namespace(),
            user(),
            Long.toString(pid),
            startTime("self").orElse("?")));
  }

  /**
   * Whether the registration is that of a process of this user on this host and boot that is gone:
   * its pid is free or belongs to a process that started at another time. Everything doubtful
   * counts as alive.
   */
  boolean seesGone(String other) {
    String[] ours = registration.split("\\|", -1);
    String[] theirs = other.split("\\|", -1);
    if (theirs.length != 6
        || ours[1].equals("?")
        || ours[2].equals("?")
        || ours[3].equals("?")
        || theirs[5].equals("?")) {
      return false;
    }
    for (int i = 1; i <= 3; i++) {
      if (!ours[i].equals(theirs[i])) {
        return false;
      }
    }
    return theirs[4].matches("\\d{1,10}") && !startTime(theirs[4]).equals(Optional.of(theirs[5]));
  }

  private static String host() {
    return read("/proc/sys/kernel/hostname")
        .map(h -> h.replaceAll("[^A-Za-z0-9.-]", "_"))
        .orElse("host");
  }

  private static String bootId() {
    return read("/proc/sys/kernel/random/boot_id").orElse("?");
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException _) {
      return "?";
    }
  }

  /** The number: in a container a user often has no name. */
  private static String user() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return "?";
    }
  }

  /**
   * Field 22 of {@code /proc/<pid>/stat}, in clock ticks since boot (proc(5)); empty if there is no
   * such process, or only what is left of it until its parent asks for its end.
   */
  private static Optional<String> startTime(String pid) {
    return read("/proc/" + pid + "/stat").flatMap(Instance::startTimeIn);
  }

  static Optional<String> startTimeIn(String stat) {
    // The command name before it may hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    if (fields.length < 20) {
      return Optional.empty();
    }
    // A leader that ended before its threads is a zombie as well.
    boolean dead = fields[0].equals("X") || (fields[0].equals("Z") && fields[17].equals("1"));
    return dead ? Optional.empty() : Optional.of(fields[19]);
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
