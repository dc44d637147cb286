package dev.vcond.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the system can do to a process. */
final class Signal {
  private Signal() {}

  /** Sends a signal by its name; a process that is gone is left alone. */
  static void send(String name, long pid) throws IOException, InterruptedException {
    run(List.of("kill", "-" + name, Long.toString(pid)));
  }

  /** Sends a signal to a process and to all that it started. */
  static void sendToFamily(String name, long pid) throws IOException, InterruptedException {
    Optional<ProcessHandle> head = ProcessHandle.of(pid);
    if (head.isPresent()) {
      for (ProcessHandle one : Stream.concat(head.stream(), head.get().descendants()).toList()) {
        send(name, one.pid());
      }
    }
  }

  /** Lets a process write no file beyond a size; {@code unlimited} takes it back. */
  static void largestFile(String bytes, long pid) throws IOException, InterruptedException {
    run(List.of("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":unlimited"));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
