package dev.vcond.storage;

import dev.vcond.time.Watchdog;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One call of foreign code on a virtual thread of its own, within a time-out that is kept even if
 * the code ignores interrupts: the caller goes on, what the code still answers is discarded.
 */
final class Attempt {
  private final Watchdog watchdog;
  private final Duration limit;

  Attempt(Watchdog watchdog, Duration limit) {
    this.watchdog = watchdog;
    this.limit = limit;
  }

  /**
   * Calls the code on a thread of its own.
   *
   * @param whenBack runs on the attempt's thread when the code has really returned, late or not
   * @throws InterruptedException only if the caller was interrupted
   */
  <T> T call(Callable<T> code, Runnable whenBack) throws Exception {
    var answer = new CompletableFuture<T>();
    Thread thread =
        Thread.ofVirtual()
            .name("vcond-save")
            .unstarted(() -> {
              try {
                answer.complete(code.call());
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              } finally {
                whenBack.run();
              }
            });
    thread.start();
    var watch =
        watchdog.watch(
            limit,
            () -> {
              answer.completeExceptionally(late());
              thread.interrupt();
            });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      throw thrown(e);
    } finally {
      watch.done();
    }
  }

  /** Interrupts of the code's own making must not look like an interrupt of the caller. */
  private static Exception thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case InterruptedException own ->
          new TransientFault("its code was interrupted by somebody else than vcond", null, own);
      case Exception cause -> cause;
      case null, default -> e;
    };
  }

  /**
   * Calls the code on the caller's thread, which is interrupted when the time is over.
   *
   * @param tooLate runs at that moment, whether or not the code takes notice
   */
  void here(Callable<?> code, Consumer<TimeoutException> tooLate) throws Exception {
    Thread thread = Thread.currentThread();
    var busy = new AtomicBoolean(true);
    var watch =
        watchdog.watch(
            limit,
            () -> {
              tooLate.accept(late());
              synchronized (busy) {
                if (busy.get()) {
                  thread.interrupt();
                }
              }
            });
    try {
      code.call();
    } finally {
      synchronized (busy) {
        busy.set(false);
      }
      if (!watch.done()) {
        // The interrupt was for this call; the thread has others to make.
        var _ = Thread.interrupted();
      }
    }
  }

  private TimeoutException late() {
    return new TimeoutException("no answer within " + limit.toMillis() + " ms");
  }
}
