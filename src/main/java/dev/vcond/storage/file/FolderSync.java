package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of folders durable, together for all who ask at the same time: per folder one
 * fsync is under way, and everybody who comes before the next one starts shares it. Under load a
 * disk does one such fsync for dozens of saves. Thread-safe.
 */
final class FolderSync {
  private final ConcurrentHashMap<Path, Gate> gates = new ConcurrentHashMap<>();

  /** Returns when every entry made in the folder before the call is on the disk. */
  void sync(Path folder) throws IOException, InterruptedException {
    while (!gates.computeIfAbsent(folder, Gate::new).pass()) {
      // The one who did it for us was interrupted in the middle, which is its own affair.
    }
  }

  /** One fsync and those who wait for it; {@code done} is false if it has to be done again. */
  private static final class Round {
    private final AtomicBoolean led = new AtomicBoolean();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  }

  private static final class Gate {
    private final Path folder;
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Round next;

    Gate(Path folder) {
      this.folder = folder;
    }

    boolean pass() throws IOException, InterruptedException {
      Round round = join();
      if (round.led.compareAndSet(false, true)) {
        lead(round.done);
      }
      return outcome(round.done);
    }

    private synchronized Round join() {
      if (next == null) {
        next = new Round();
      }
      return next;
    }

    /** From here on others need an fsync of their own: this one may not see their entries. */
    private synchronized void begin() {
      next = null;
    }

    private void lead(CompletableFuture<Boolean> done) throws IOException {
      running.lock(); // not interruptibly: others wait for this round
      try {
        begin();
        force(folder);
        done.complete(true);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        done.completeExceptionally(e);
      } finally {
        done.complete(false); // whatever happened, nobody waits for ever
        running.unlock();
      }
    }

    private static boolean outcome(CompletableFuture<Boolean> done)
        throws IOException, InterruptedException {
      try {
        return done.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException same ? same : new IOException(e.getCause());
      }
    }

    private static void force(Path folder) throws IOException {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
