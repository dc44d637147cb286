package dev.vcond.app;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How many runs end a second, over the last few seconds. Thread-safe. */
final class Throughput implements PipelineListener {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private final LongAdder ended = new LongAdder();
  private final LongSupplier nanos;
  private long before;
  private long sinceNanos;
  private double perSecond;

  /**
   * @param nanos what {@code System.nanoTime} is
   */
  Throughput(LongSupplier nanos) {
    this.nanos = nanos;
    this.sinceNanos = nanos.getAsLong();
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof PipelineEvent.Completed
        || event instanceof PipelineEvent.Halted
        || event instanceof PipelineEvent.Failed) {
      ended.increment();
    }
  }

  /** As it was in the last full window, such as {@code 512/s}. */
  synchronized String rate() {
    long now = nanos.getAsLong();
    if (now - sinceNanos >= WINDOW.toNanos()) {
      long all = ended.sum();
      perSecond = (all - before) * 1e9 / (now - sinceNanos);
      before = all;
      sinceNanos = now;
    }
    String form = perSecond >= 10 || perSecond == 0 ? "%,.0f/s" : "%.1f/s";
    return String.format(Locale.ROOT, form, perSecond);
  }
}
