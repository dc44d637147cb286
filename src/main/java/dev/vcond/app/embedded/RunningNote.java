package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in a folder which server runs on it and for which JVM, both by process id and start
 * time, and on which port. After a JVM was killed, its server still holds the files that the next
 * one wants to open; a JVM that lives keeps its server; and tools beside a running daemon look for
 * its Redis.
 */
record RunningNote(Path file) {
  private static final Logger log = LoggerFactory.getLogger(RunningNote.class);

  // The places of the words in the file.
  private static final int SERVER = 0;
  private static final int PORT = 2;
  private static final int OWNER = 3;

  static RunningNote in(Path folder) {
    return new RunningNote(folder.resolve("redis.running"));
  }

  void write(ProcessHandle server, int port) throws IOException {
    String owner = describe(ProcessHandle.current());
    Files.writeString(file, describe(server) + " " + port + " " + owner);
  }

  /** The port of the server that runs now, if one does. */
  Optional<Integer> port() throws IOException {
    List<String> words = words();
    return process(words, SERVER).isPresent()
            && words.size() > PORT
            && words.get(PORT).matches("\\d{1,5}")
        ? Optional.of(Integer.valueOf(words.get(PORT)))
        : Optional.empty();
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
  }

  /**
   * Asks the server of a killed JVM to end, and waits until it has written its data.
   *
   * @throws IOException if it does not end, or if its JVM still lives and needs it
   */
  void stopWhatStillRuns(Duration limit) throws IOException, InterruptedException {
    Optional<ProcessHandle> server = stillRunning();
    if (server.isEmpty()) {
      return;
    }
    refuseIfNeeded(server.get());
    log.warn(
        "An embedded Redis (process {}) still runs on {}; it is stopped before the next one"
            + " starts.",
        server.get().pid(),
        file.getParent());
    server.get().destroy();
    try {
      server.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "Process %d still uses %s and does not end. Stop it and start again."
              .formatted(server.get().pid(), file.getParent()),
          e);
    }
  }

  private void refuseIfNeeded(ProcessHandle server) throws IOException {
    Optional<ProcessHandle> owner =
        process(words(), OWNER).filter(jvm -> !jvm.equals(ProcessHandle.current()));
    if (owner.isPresent()) {
      throw new IOException(
          ("Another vcond (process %d) runs its embedded Redis (process %d) on %s. Stop it, or"
                  + " start this one in another folder or with another redis.url.")
              .formatted(owner.get().pid(), server.pid(), file.getParent()));
    }
  }

  private Optional<ProcessHandle> stillRunning() throws IOException {
    return process(words(), SERVER);
  }

  private List<String> words() throws IOException {
    try {
      return List.of(Files.readString(file).split(" "));
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /** The process that two words of the note describe, if it lives. */
  private static Optional<ProcessHandle> process(List<String> words, int at) {
    if (words.size() < at + 2 || !words.get(at).matches("\\d{1,18}")) {
      return Optional.empty();
    }
    // The start time tells it from another process that got the same number.
    return ProcessHandle.of(Long.parseLong(words.get(at)))
        .filter(process -> describe(process).equals(words.get(at) + " " + words.get(at + 1)));
  }
}
