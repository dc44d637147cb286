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
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.Map;

/** Counts and times what happens. Thread-safe. */
final class MetricsListener implements PipelineListener {
  /** More than any link of ours has; each is a series for every chain and list. */
  private static final int MOST_REASONS = 20;

  private final EventMeters meters;
  private final LastSuccesses chains;
  private final LastSuccesses storages;
  private final BoundedLabel haltReasons = new BoundedLabel(MOST_REASONS);

  MetricsListener(PrometheusRegistry registry, InstantSource clock) {
    this.meters = new EventMeters(registry);
    this.chains = new LastSuccesses(clock);
    this.storages = new LastSuccesses(clock);
    // Known from the start: an alert on the increase sees the first one, too.
    meters.count(new Series(Meters.LEASE_LAPSES), 0);
    meters.count(new Series(Meters.OUTAGES, "redis"), 0);
    meters.count(new Series(Meters.OUTAGE_SECONDS, "redis"), 0);
  }

  /** Lets counters start at zero. */
  void expect(String chain, String list) {
    meters.count(new Series(Meters.CLAIMED, chain, list), 0);
    meters.count(new Series(Meters.MARKED, chain, list), 0);
    meters.count(new Series(Meters.COMPLETED, chain, list), 0);
    meters.count(new Series(Meters.DEAD_LETTERS_REFUSED, list), 0);
    meters.count(new Series(Meters.FORGOTTEN, list), 0);
    meters.count(new Series(Meters.RECOVERED, list), 0);
  }

  @Override
  public void on(PipelineEvent event) {
    switch (event) {
      case Claimed e -> claimed(e);
      case Completed(var chain, var list, var took, var id) -> {
        meters.count(new Series(Meters.COMPLETED, chain, list), 1);
        meters.time(new Series(Meters.RUN_DURATION, chain, "completed"), took, id);
        chains.now(chain);
      }
      case Halted(var chain, var list, var link, var reason, var took, var id) -> {
        meters.count(
            new Series(Meters.HALTED, chain, list, link, haltReasons.kept(link, reason)), 1, id);
        meters.time(new Series(Meters.RUN_DURATION, chain, "halted"), took, id);
        chains.now(chain);
      }
      case Failed(var chain, var list, var step, var reason, var took, var id) -> {
        meters.count(new Series(Meters.FAILED, chain, list, step, reason), 1, id);
        meters.time(new Series(Meters.RUN_DURATION, chain, "failed"), took, id);
      }
      case DeadLettered(var list, var reason) ->
          meters.count(new Series(Meters.DEAD_LETTERED, list, reason), 1);
      case DeadLetterRefused(var list, _) ->
          meters.count(new Series(Meters.DEAD_LETTERS_REFUSED, list), 1);
      case Deferred(var storage) -> meters.count(new Series(Meters.DEFERRED, storage), 1);
      case Returned(var list, var why, var count) ->
          meters.count(new Series(Meters.RETURNED, list, why), count);
      case Discarded(var list, var why) -> meters.count(new Series(Meters.DISCARDED, list, why), 1);
      case LinkCalled(var chain, var link, var result, var took, var id) ->
          meters.time(new Series(Meters.LINK_DURATION, chain, link, label(result)), took, id);
      case LinkRetried(var chain, var link) ->
          meters.count(new Series(Meters.LINK_RETRIES, chain, link), 1);
      case LinkSkipped(var chain, var link, var reason) ->
          meters.count(new Series(Meters.LINK_SKIPPED, chain, link, reason), 1);
      case StorageWritten written -> written(written);
      case StorageRetried(var storage, var errorClass) ->
          meters.count(new Series(Meters.STORAGE_RETRIES, storage, errorClass), 1);
      case Oversize(var storage) -> meters.count(new Series(Meters.OVERSIZE, storage), 1);
      case WrittenBack(var chain) -> meters.count(new Series(Meters.WRITTEN_BACK, chain), 1);
      case Restored(var storage) -> meters.count(new Series(Meters.RESTORED, storage), 1);
      case Recovered(var list, var count) ->
          meters.count(new Series(Meters.RECOVERED, list), count);
      case LettersExpired(var list, var count) ->
          meters.count(new Series(Meters.DEAD_LETTERS_EXPIRED, list), count);
      case Forgotten(var list) -> meters.count(new Series(Meters.FORGOTTEN, list), 1);
      case OutageBegan(var what) -> meters.count(new Series(Meters.OUTAGES, what), 1);
      case OutageEnded(var what, var lasted) ->
          meters.count(new Series(Meters.OUTAGE_SECONDS, what), lasted.toNanos() / 1e9);
      case LeaseLapsed() -> meters.count(new Series(Meters.LEASE_LAPSES), 1);
    }
  }

  private void written(StorageWritten written) {
    var series = new Series(Meters.STORAGE_DURATION, written.storage(), label(written.result()));
    meters.time(series, written.took(), written.id());
    if (written.result() == Result.OK) {
      storages.now(written.storage());
    }
  }

  /** When a document of a chain last came to its end, by the chain's name. */
  Map<String, Double> chainSuccesses() {
    return chains.seconds();
  }

  /** When a document was last stored, by the storage's name. */
  Map<String, Double> storageSuccesses() {
    return storages.seconds();
  }

  private void claimed(Claimed claimed) {
    meters.count(new Series(Meters.CLAIMED, claimed.chain(), claimed.list()), claimed.count());
    if (claimed.marked() > 0) {
      meters.count(new Series(Meters.MARKED, claimed.chain(), claimed.list()), claimed.marked());
    }
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
