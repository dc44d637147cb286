package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** What was done to whom and when, a line each. Thread-safe. */
final class Diary implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  Diary(Path file) throws IOException {
    this.file = file;
    this.out = Files.newBufferedWriter(file, UTF_8);
  }

  synchronized void note(String what) {
    try {
      out.write(now() + " " + what + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The lines that name something. */
  List<String> about(String name) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains(name)).toList();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
