package dev.vcond.metrics;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineEvent.Claimed;
import dev.vcond.event.PipelineEvent.Completed;
import dev.vcond.event.PipelineEvent.DeadLetterRefused;
import dev.vcond.event.PipelineEvent.DeadLettered;
import dev.vcond.event.PipelineEvent.Deferred;
import dev.vcond.event.PipelineEvent.Discarded;
import dev.vcond.event.PipelineEvent.Failed;
import dev.vcond.event.PipelineEvent.Forgotten;
import dev.vcond.event.PipelineEvent.Halted;
import dev.vcond.event.PipelineEvent.LeaseLapsed;
import dev.vcond.event.PipelineEvent.LettersExpired;
import dev.vcond.event.PipelineEvent.LinkCalled;
import dev.vcond.event.PipelineEvent.LinkRetried;
import dev.vcond.event.PipelineEvent.LinkSkipped;
import dev.vcond.event.PipelineEvent.OutageBegan;
import dev.vcond.event.PipelineEvent.OutageEnded;
import dev.vcond.event.PipelineEvent.Oversize;
import dev.vcond.event.PipelineEvent.Recovered;
import dev.vcond.event.PipelineEvent.Restored;
import dev.vcond.event.PipelineEvent.Result;
import dev.vcond.event.PipelineEvent.Returned;
import dev.vcond.event.PipelineEvent.StorageRetried;
import dev.vcond.event.PipelineEvent.StorageWritten;
import dev.vcond.event.PipelineEvent.WrittenBack;
import dev.vcond.event.PipelineListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts and times what happens. Thread-safe. Micrometer's own look-up sorts and copies the labels
 * at each call; this one costs a small key.
 */
final class MetricsListener implements PipelineListener {
  /** More than any link of ours has; each is a series for every chain and list. */
  private static final int MOST_REASONS = 20;

  private final MeterRegistry registry;
  private final Duration[] buckets = Meters.buckets();
  private final ConcurrentMap<Series, Counter> counters = new ConcurrentHashMap<>();
  private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();
  private final BoundedLabel haltReasons = new BoundedLabel(MOST_REASONS);

  MetricsListener(MeterRegistry registry) {
    this.registry = registry;
    // Known from the start: an alert on the increase sees the first one, too.
    count(new Series(Meters.LEASE_LAPSES), 0);
    count(new Series(Meters.OUTAGES, "redis"), 0);
    count(new Series(Meters.OUTAGE_SECONDS, "redis"), 0);
  }

  /** Lets counters start at zero. */
  void expect(String chain, String list) {
    count(new Series(Meters.CLAIMED, chain, list), 0);
    count(new Series(Meters.MARKED, chain, list), 0);
    count(new Series(Meters.COMPLETED, chain, list), 0);
    count(new Series(Meters.DEAD_LETTERS_REFUSED, list), 0);
    count(new Series(Meters.FORGOTTEN, list), 0);
    count(new Series(Meters.RECOVERED, list), 0);
  }

  @Override
  public void on(PipelineEvent event) {
    switch (event) {
      case Claimed e -> claimed(e);
      case Completed(var chain, var list, var took) -> {
        count(new Series(Meters.COMPLETED, chain, list), 1);
        time(new Series(Meters.RUN_DURATION, chain, "completed"), took);
      }
      case Halted(var chain, var list, var link, var reason, var took) -> {
        count(new Series(Meters.HALTED, chain, list, link, haltReasons.kept(link, reason)), 1);
        time(new Series(Meters.RUN_DURATION, chain, "halted"), took);
      }
      case Failed(var chain, var list, var step, var reason, var took) -> {
        count(new Series(Meters.FAILED, chain, list, step, reason), 1);
        time(new Series(Meters.RUN_DURATION, chain, "failed"), took);
      }
      case DeadLettered(var list, var reason) ->
          count(new Series(Meters.DEAD_LETTERED, list, reason), 1);
      case DeadLetterRefused(var list, _) ->
          count(new Series(Meters.DEAD_LETTERS_REFUSED, list), 1);
      case Deferred(var storage) -> count(new Series(Meters.DEFERRED, storage), 1);
      case Returned(var list, var why, var count) ->
          count(new Series(Meters.RETURNED, list, why), count);
      case Discarded(var list, var why) -> count(new Series(Meters.DISCARDED, list, why), 1);
      case LinkCalled(var chain, var link, var result, var took) ->
          time(new Series(Meters.LINK_DURATION, chain, link, label(result)), took);
      case LinkRetried(var chain, var link) ->
          count(new Series(Meters.LINK_RETRIES, chain, link), 1);
      case LinkSkipped(var chain, var link, var reason) ->
          count(new Series(Meters.LINK_SKIPPED, chain, link, reason), 1);
      case StorageWritten(var storage, var result, var took) ->
          time(new Series(Meters.STORAGE_DURATION, storage, label(result)), took);
      case StorageRetried(var storage, var errorClass) ->
          count(new Series(Meters.STORAGE_RETRIES, storage, errorClass), 1);
      case Oversize(var storage) -> count(new Series(Meters.OVERSIZE, storage), 1);
      case WrittenBack(var chain) -> count(new Series(Meters.WRITTEN_BACK, chain), 1);
      case Restored(var storage) -> count(new Series(Meters.RESTORED, storage), 1);
      case Recovered(var list, var count) -> count(new Series(Meters.RECOVERED, list), count);
      case LettersExpired(var list, var count) ->
          count(new Series(Meters.DEAD_LETTERS_EXPIRED, list), count);
      case Forgotten(var list) -> count(new Series(Meters.FORGOTTEN, list), 1);
      case OutageBegan(var what) -> count(new Series(Meters.OUTAGES, what), 1);
      case OutageEnded(var what, var lasted) ->
          count(new Series(Meters.OUTAGE_SECONDS, what), lasted.toNanos() / 1e9);
      case LeaseLapsed() -> count(new Series(Meters.LEASE_LAPSES), 1);
    }
  }

  private void claimed(Claimed claimed) {
    count(new Series(Meters.CLAIMED, claimed.chain(), claimed.list()), claimed.count());
    if (claimed.marked() > 0) {
      count(new Series(Meters.MARKED, claimed.chain(), claimed.list()), claimed.marked());
    }
  }

  private void count(Series series, double amount) {
    Counter counter = counters.get(series);
    // get before computeIfAbsent, which may lock even when the key is there.
    if (counter == null) {
      counter = counters.computeIfAbsent(series, this::counter);
    }
    counter.increment(amount);
  }

  private void time(Series series, Duration took) {
    Timer timer = timers.get(series);
    if (timer == null) {
      timer = timers.computeIfAbsent(series, this::timer);
    }
    timer.record(took);
  }

  private Counter counter(Series series) {
    return Counter.builder(series.meter().title())
        .description(series.meter().help())
        .tags(series.tags())
        .register(registry);
  }

  private Timer timer(Series series) {
    return Timer.builder(series.meter().title())
        .description(series.meter().help())
        .serviceLevelObjectives(buckets)
        .tags(series.tags())
        .register(registry);
  }

  private static String label(Result result) {
    return switch (result) {
      case OK -> "ok";
      case HALT -> "halt";
      case ERROR -> "error";
      case TIMEOUT -> "timeout";
      case AWAY -> "away";
    };
  }
}
