package dev.vcond.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration that counts has opened, and what earlier ones have that is still in use.
 * Thread-safe.
 */
final class Generations implements AutoCloseable {
  private final List<Generation> earlier = new CopyOnWriteArrayList<>();
  private volatile Generation current;
  private boolean closed;

  Generations(Generation first) {
    this.current = first;
  }

  /** That of the configuration that counts. */
  Generation current() {
    return current;
  }

  /**
   * From now on this one counts.
   *
   * @return the one that did, to be {@link #retire}d when nothing works with it any more; null if
   *     it was too late
   */
  synchronized @Nullable Generation replaceUnless(BooleanSupplier tooLate, Generation next) {
    if (closed || tooLate.getAsBoolean()) {
      return null;
    }
    Generation before = current;
    earlier.add(before);
    current = next;
    return before;
  }

  /** Closes what no other uses of an earlier one. */
  void retire(Generation generation) {
    if (earlier.remove(generation)) {
      generation.close();
    }
  }

  /** Whether no storage is saving or reading anything. */
  boolean idle() {
    return Stream.concat(earlier.stream(), Stream.of(current)).allMatch(Generation::idle);
  }

  /** Closes everything. */
  @Override
  public synchronized void close() {
    closed = true;
    earlier.forEach(this::retire);
    current.close();
  }
}
