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
 * Remembers in a folder which server runs on it, by process id and start time, and on which port.
 * After a JVM was killed, its server still holds the files that the next one wants to open; and
 * tools beside a running daemon look for its Redis.
 */
record RunningNote(Path file) {
  private static final Logger log = LoggerFactory.getLogger(RunningNote.class);

  static RunningNote in(Path folder) {
    return new RunningNote(folder.resolve("redis.running"));
  }

  void write(ProcessHandle server, int port) throws IOException {
    Files.writeString(file, describe(server) + " " + port);
  }

  /** The port of the server that runs now, if one does. */
  Optional<Integer> port() throws IOException {
    List<String> words = words();
    return process(words).isPresent() && words.size() == 3 && words.get(2).matches("\\d{1,5}")
        ? Optional.of(Integer.valueOf(words.get(2)))
        : Optional.empty();
  }

  private static String describe(ProcessHandle server) {
    return server.pid() + " " + server.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Asks the server of a killed JVM to end, and waits until it has written its data. */
  void stopWhatStillRuns(Duration limit) throws IOException, InterruptedException {
    Optional<ProcessHandle> server = stillRunning();
    if (server.isEmpty()) {
      return;
    }
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

  private Optional<ProcessHandle> stillRunning() throws IOException {
    return process(words());
  }

  private List<String> words() throws IOException {
    try {
      return List.of(Files.readString(file).split(" "));
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static Optional<ProcessHandle> process(List<String> words) {
    if (words.size() < 2 || !words.getFirst().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    // The start time tells it from another process that got the same number.
    return ProcessHandle.of(Long.parseLong(words.getFirst()))
        .filter(server -> describe(server).equals(words.get(0) + " " + words.get(1)));
  }
}
