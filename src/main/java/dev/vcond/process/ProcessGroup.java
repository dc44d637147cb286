package dev.vcond.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process with everything it started. Where the system has no {@code setsid}, those of them whose
 * parents still live. Thread-safe.
 *
 * @param leads whether it leads a process group of its own
 */
public record ProcessGroup(Process process, boolean leads) {
  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  /** Whether a process can be given a group of its own here. */
  public static boolean possible() {
    return SETSID.isPresent();
  }

  /** The command that runs another one in a group of its own, where that is possible. */
  public static List<String> around(List<String> command) {
    List<String> all = new ArrayList<>();
    // It becomes the program without forking, so the process id stays, and is that of the group.
    SETSID.ifPresent(setsid -> all.add(setsid.toString()));
    all.addAll(command);
    return all;
  }

  /** Ends them all at once, and does not ask. */
  public void kill() {
    if (!(leads && Signal.KILL.toGroup(process.pid()))) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    // It may not have come as far as having a group. By its handle: else the JDK would also close
    // the pipes, under the hands of whoever reads them.
    process.toHandle().destroyForcibly();
  }

  /** Asks them all to end. */
  public void terminate() {
    if (!(leads && Signal.TERM.toGroup(process.pid()))) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.toHandle().destroy();
    }
  }

  /** Kills what a process that has ended left behind. */
  public void sweep() {
    if (leads) {
      Signal.KILL.toGroup(process.pid());
    }
  }

  /**
   * Asks them all to end, and kills them if the process is still there after a while. Does not
   * wait.
   *
   * @param ended runs when nobody is left
   */
  public void end(Duration grace, Runnable ended) {
    if (grace.isZero()) {
      kill();
      ended.run();
      return;
    }
    terminate();
    Thread.ofPlatform()
        .daemon()
        .name("vcond-exec-end")
        .start(() -> {
          try {
            var _ = process.waitFor(grace);
          } catch (InterruptedException _) {
            // Nobody has a reason to; the program does not get its grace then.
          }
          kill();
          ended.run();
        });
  }
}
