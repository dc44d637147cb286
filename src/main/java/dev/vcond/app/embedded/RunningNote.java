package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in a folder which server runs on it, by process id and start time. After a JVM was
 * killed, its server still holds the files that the next one wants to open.
 */
record RunningNote(Path file) {
  private static final Logger log = LoggerFactory.getLogger(RunningNote.class);

  static RunningNote in(Path folder) {
    return new RunningNote(folder.resolve("redis.running"));
  }

  void write(ProcessHandle server) throws IOException {
    Files.writeString(file, describe(server));
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
    try {
      String note = Files.readString(file);
      long pid = Long.parseLong(note.substring(0, Math.max(0, note.indexOf(' '))));
      // The start time tells it from another process that got the same number.
      return ProcessHandle.of(pid).filter(server -> describe(server).equals(note));
    } catch (NoSuchFileException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
