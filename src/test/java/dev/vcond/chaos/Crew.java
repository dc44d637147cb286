package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The daemons, each started again whenever it ends, as systemd would. Thread-safe. */
final class Crew implements AutoCloseable {
  private static final long RESTART_MILLIS = 300;

  private final Path folder;
  private final Diary diary;
  private final IntFunction<String> config;
  private final List<Slot> slots = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger starts = new AtomicInteger();

  /**
   * @param config of each daemon
   */
  Crew(Path folder, Diary diary, int count, IntFunction<String> config) {
    this.folder = folder;
    this.diary = diary;
    this.config = config;
    for (int i = 0; i < count; i++) {
      slots.add(new Slot(i));
    }
  }

  void start() {
    slots.forEach(slot -> slot.thread.start());
  }

  int size() {
    return slots.size();
  }

  int restarts() {
    return starts.get() - slots.size();
  }

  /** The process of a daemon now; 0 between two. */
  long pid(int slot) {
    Process process = slots.get(slot).process;
    return process == null || !process.isAlive() ? 0 : process.pid();
  }

  /**
   * Saves another configuration of a daemon as editors do: a new file takes the place of the old.
   */
  void edit(int slot, UnaryOperator<String> edit) throws IOException {
    Path file = file(slot);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, edit.apply(config.apply(slot)));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(int slot) {
    return folder.resolve("config-" + slot + ".yml");
  }

  private final class Slot {
    private final int number;
    private final Thread thread;
    private volatile @Nullable Process process;

    private Slot(int number) {
      this.number = number;
      this.thread = Thread.ofVirtual().name("daemon-" + number).unstarted(this::keepRunning);
    }

    private void keepRunning() {
      try {
        while (closed.getCount() > 0) {
          Process started = launch();
          process = started;
          diary.note("daemon %d starts as process %d".formatted(number, started.pid()));
          copy(started);
          if (closed.getCount() == 0) {
            return;
          }
          diary.note("daemon %d ended with %d".formatted(number, started.waitFor()));
          if (closed.await(RESTART_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private Process launch() throws IOException {
      starts.incrementAndGet();
      Path file = Files.writeString(file(number), config.apply(number));
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-Xss512k",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              ChaosDaemon.class.getName(),
              file.toString())
          .redirectErrorStream(true)
          .start();
    }

    /** Through a pipe: a daemon whose files may not grow can still speak. */
    private void copy(Process from) throws IOException {
      try (BufferedReader in = from.inputReader(UTF_8);
          PrintWriter out = new PrintWriter(Files.newBufferedWriter(log(from.pid())), true)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          out.println(line);
        }
      }
    }

    private Path log(long pid) {
      return folder.resolve("daemon-%d-%d.log".formatted(number, pid));
    }
  }

  /** The lines of all logs that hold a text. */
  List<String> said(String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".log")).sorted().toList()) {
        try (var lines = Files.lines(file)) {
          lines
              .filter(line -> line.contains(text))
              .map(line -> file.getFileName() + " " + line)
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    closed.countDown();
    for (Slot slot : slots) {
      Process process = slot.process;
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
