package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.Route;
import dev.vcond.config.Config;
import dev.vcond.deadletter.DeadLetter;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Keys;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the acknowledgement of each outcome says. Thread-safe, without effects. */
record Endings(Config config, Chain chain, InstantSource clock) {
  /** As vcon-server has it: for that long nobody need run that keeps bodies alive. */
  private static final long WEEK_SECONDS = 604_800;

  Ack completed(Delivery delivery, ChainOutcome.Completed done) {
    var pushes = routes(done.routes());
    if (!done.egressed()) {
      chain.egressLists().forEach(list -> pushes.add(Acks.push(list, done.current())));
    }
    pushes.addAll(owed(done.deferred(), Keys.bytes(done.current().asPopped())));
    // A storage that is owed the document will need it from Redis.
    var expiries =
        done.deferred().isEmpty()
            ? afterCompletion(delivery, done)
            : keepAlive(List.of(done.current()));
    return new Ack(delivery, pushes, Map.of(), expiries);
  }

  Ack halted(Delivery delivery, ChainOutcome.Halted halted) {
    return new Ack(delivery, routes(halted.routes()), Map.of(), List.of());
  }

  Ack failed(Delivery delivery, ChainOutcome.Failed failed) {
    Optional<VconId> current = failed.checkpoint().map(Checkpoint::current);
    byte[] id = current.map(c -> Keys.bytes(c.asPopped())).orElse(delivery.rawId());
    var pushes = owed(failed.deferred(), id);
    pushes.add(Acks.deadLetter(delivery));
    var alive = new ArrayList<VconId>();
    delivery.id().ifPresent(alive::add);
    current.filter(c -> !alive.contains(c)).ifPresent(alive::add);
    return new Ack(delivery, pushes, record(delivery, failed), keepAlive(alive));
  }

  private Map<String, String> record(Delivery delivery, ChainOutcome.Failed failed) {
    int attempts = number(delivery, "attempts") + 1;
    var fields =
        new HashMap<>(
            DeadLetter.record(
                chain.name(), failed.at(), failed.checkpoint(), attempts, clock.instant()));
    if (failed.inDoubt()) {
      fields.remove("checkpoint");
    }
    // A replay has all its runs again.
    for (String counter : List.of("stale", "deaths")) {
      if (delivery.record().containsKey(counter)) {
        fields.put(counter, "0");
      }
    }
    return fields;
  }

  private static List<Ack.Push> routes(List<Route> routes) {
    var pushes = new ArrayList<Ack.Push>();
    routes.forEach(route -> pushes.add(Acks.push(route.list(), route.id())));
    return pushes;
  }

  private static List<Ack.Push> owed(List<String> storages, byte[] id) {
    var pushes = new ArrayList<Ack.Push>();
    storages.forEach(storage -> pushes.add(new Ack.Push(Keys.owed(storage), id)));
    return pushes;
  }

  private List<Ack.Expiry> afterCompletion(Delivery delivery, ChainOutcome.Completed done) {
    Duration time = config.compat().redisExpiry();
    return switch (config.redis().afterCompletion()) {
      case LEAVE -> List.of();
      case EXPIRE -> expiries(delivery, done, time, Ack.Expiry.Mode.SET);
      case DELETE -> expiries(delivery, done, Duration.ZERO, Ack.Expiry.Mode.DEL);
    };
  }

  /**
   * Only of what was stored: a producer may have posted a newer document that waits for its turn.
   */
  private static List<Ack.Expiry> expiries(
      Delivery delivery, ChainOutcome.Completed done, Duration time, Ack.Expiry.Mode mode) {
    Optional<Checkpoint> stored = done.unfinished().get();
    var expiries = new ArrayList<Ack.Expiry>();
    expiries.add(expiry(done.current(), time, mode, stored.map(Checkpoint::sha1).orElse("")));
    delivery
        .id()
        .filter(id -> !id.equals(done.current()))
        .ifPresent(
            id -> expiries.add(expiry(id, time, mode, stored.map(Checkpoint::origin).orElse(""))));
    return expiries;
  }

  private static Ack.Expiry expiry(VconId id, Duration time, Ack.Expiry.Mode mode, String sha1) {
    return new Ack.Expiry(Keys.document(id), time.toSeconds(), mode, sha1);
  }

  private List<Ack.Expiry> keepAlive(List<VconId> ids) {
    Duration set = config.compat().dlqExpiry();
    Duration time = set == null ? Duration.ofSeconds(WEEK_SECONDS) : set;
    return time.isZero()
        ? List.of()
        : ids.stream().map(id -> expiry(id, time, Ack.Expiry.Mode.GT, "")).toList();
  }

  /** A counter of the record; 0 if it is absent or no number. */
  static int number(Delivery delivery, String field) {
    String text = delivery.record().getOrDefault(field, "0");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }
}
