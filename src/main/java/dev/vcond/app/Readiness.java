package dev.vcond.app;

import dev.vcond.config.OnFailure;
import dev.vcond.config.StoragePolicy;
import dev.vcond.http.Health;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Heart;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.storage.StorageWriter;
import dev.vcond.worker.FetchLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether vCons move: everything that has to work for it, as it is now. */
record Readiness(
    Daemon daemon,
    Generations generations,
    DeadLetterTrouble deadLetters,
    Supplier<Health.Component> configuration)
    implements Health {
  /**
   * A loop goes round every few seconds even when nothing is on its lists, and takes five seconds
   * to find out that Redis hangs.
   */
  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(10);

  @Override
  public List<Component> components() {
    var all = new ArrayList<Component>();
    all.add(phase());
    daemon
        .workers()
        .ifPresentOrElse(
            workers -> addWorkers(workers, all),
            () -> all.add(new Component("redis", false, daemon.trouble())));
    generations.current().writers().forEach(storage -> all.add(storage(storage)));
    all.add(trouble());
    all.add(configuration.get());
    return all;
  }

  private Component phase() {
    return switch (daemon.phase()) {
      case STARTING -> new Component("daemon", false, "starts");
      case WORKING -> new Component("daemon", true, "works");
      case STOPPING -> new Component("daemon", false, "stops");
    };
  }

  private static void addWorkers(Workers workers, List<Component> all) {
    all.add(redis(workers.heart(), workers.fitness().warnings()));
    boolean held = workers.lease().holds();
    all.add(
        new Component(
            "lease",
            held,
            held ? "held" : "not held: Redis has answered no heartbeat in the last 10 s"));
    all.add(endings(workers.acks()));
    workers.loops().current().forEach(loop -> all.add(chain(loop)));
  }

  /** While Redis lets no run end, claims go on for a while and nothing is completed. */
  private static Component endings(Acks acks) {
    var refused = acks.refusals();
    if (refused.isEmpty()) {
      return new Component("endings", true, acks.unanswered() + " runs wait to be acknowledged");
    }
    List<String> lists = new ArrayList<>();
    refused.forEach((list, refusal) ->
        lists.add(
            "Redis has not let runs of list %s end for %d s: %s"
                .formatted(list, refusal.lasted().toSeconds(), RedisAdvice.with(refusal.why()))));
    return new Component(
        "endings", false, "%d runs wait. %s".formatted(acks.unanswered(), String.join(" ", lists)));
  }

  private static Component redis(Heart heart, List<String> warnings) {
    return heart
        .outage()
        .map(outage ->
            new Component(
                "redis",
                false,
                "away for %d s: %s"
                    .formatted(outage.lasted().toSeconds(), RedisAdvice.with(outage.why()))))
        .orElseGet(() -> new Component("redis", true, warned("answers", warnings)));
  }

  private static String warned(String detail, List<String> warnings) {
    return warnings.isEmpty() ? detail : detail + "; warning: " + String.join("; ", warnings);
  }

  private static Component chain(FetchLoop loop) {
    String name = "chain " + loop.name();
    long seconds = loop.idleFor().toSeconds();
    if (loop.stopped()) {
      return new Component(name, false, "its fetch loop has ended");
    }
    if (loop.idleFor().compareTo(LONGEST_STANDSTILL) > 0) {
      return new Component(name, false, "its fetch loop has not moved for " + seconds + " s");
    }
    if (!loop.refusedLists().isEmpty()) {
      return new Component(
          name,
          false,
          "cannot claim from %s; the log says why"
              .formatted(String.join(", ", loop.refusedLists())));
    }
    var unreadable = loop.unreadable();
    if (unreadable.isPresent()) {
      return new Component(
          name,
          false,
          "Redis has let no document be read for %d s: %s"
              .formatted(
                  unreadable.get().lasted().toSeconds(), RedisAdvice.with(unreadable.get().why())));
    }
    if (!loop.waitsFor().isEmpty()) {
      return new Component(
          name,
          loop.repays(),
          "waits for storage %s".formatted(String.join(", ", loop.waitsFor())));
    }
    return new Component(
        name,
        true,
        "moved %d s ago, %d of %d in work".formatted(seconds, loop.running(), loop.concurrency()));
  }

  private static Component storage(StorageWriter storage) {
    String name = "storage " + storage.name();
    return storage
        .outage()
        .map(outage ->
            new Component(
                name,
                goesOn(storage.policy()),
                "away for %d s: %s".formatted(outage.lasted().toSeconds(), outage.why())))
        .orElseGet(() ->
            new Component(
                name, true, storage.wantsOne() ? "back, as far as its probe says" : "not away"));
  }

  /** Whether vCons pass without the storage, as they were told to. */
  private static boolean goesOn(StoragePolicy policy) {
    return switch (policy.onOutage()) {
      case DEFER -> true;
      case HOLD -> false;
      case DEAD_LETTER -> policy.onFailure() != OnFailure.DEAD_LETTER;
    };
  }

  private Component trouble() {
    Map<String, String> refused = deadLetters.now();
    return new Component(
        "dead letters",
        refused.isEmpty(),
        refused.isEmpty() ? "" : "cannot be pushed to " + String.join("; ", refused.values()));
  }
}
