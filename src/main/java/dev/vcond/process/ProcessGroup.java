package dev.vcond.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process with everything it started: its group, where the system has a {@code setsid} to make
 * one, and what has left that. Thread-safe.
 *
 * @param mark what the processes are known by
 */
public record ProcessGroup(Process process, String mark) {
  /** The variable in the environment of a process that all it starts are known by. */
  public static final String MARK = Offspring.VARIABLE;

  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  /** Whether a process can be given a group of its own here. */
  public static boolean possible() {
    return SETSID.isPresent();
  }

  /** Starts a process in a group of its own, where that is possible. */
  public static ProcessGroup start(ProcessBuilder builder) throws IOException {
    List<String> words = new ArrayList<>();
    // It becomes the program without forking, so the process id stays, and is that of the group.
    SETSID.ifPresent(setsid -> words.add(setsid.toString()));
    words.addAll(builder.command());
    String mark = Offspring.newMark();
    builder.environment().put(Offspring.VARIABLE, mark);
    return new ProcessGroup(builder.command(words).start(), mark);
  }

  /** Ends them all at once, and does not ask. */
  public void kill() {
    killAll(List.of(this));
  }

  /** Ends all of some groups at once. */
  public static void killAll(Collection<ProcessGroup> groups) {
    groups.forEach(ProcessGroup::killMembers);
    Offspring.kill(groups.stream().map(ProcessGroup::mark).collect(Collectors.toSet()));
  }

  private void killMembers() {
    // Before their parents are gone, by which they are found.
    List<ProcessHandle> descendants = process.descendants().toList();
    if (possible()) {
      Signal.KILL.toGroup(process.pid());
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
    // It may not have come as far as having a group. By its handle: else the JDK would also close
    // the pipes, under the hands of whoever reads them.
    process.toHandle().destroyForcibly();
  }

  /** Asks them all to end. */
  public void terminate() {
    if (!(possible() && Signal.TERM.toGroup(process.pid()))) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.toHandle().destroy();
    }
  }

  /** Kills what a process that has ended left behind in its group. */
  public void sweep() {
    if (possible()) {
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
