package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.Expiry;
import dev.vcond.chain.Route;
import dev.vcond.config.Config;
import dev.vcond.deadletter.DeadLetter;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Keys;
import dev.vcond.storage.StorageWriter;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the acknowledgement of each outcome says. Thread-safe, without effects. */
record Endings(Config config, Chain chain, InstantSource clock) {
  /** The field of an owed write's record that names the list it comes from. */
  private static final String ORIGIN = "origin";

  private static final String UNLESS_THERE_CHECKPOINT = "checkpoint?";

  /** As vcon-server has it: for that long nobody need run that keeps bodies alive. */
  private static final long WEEK_SECONDS = 604_800;

  Ack completed(Delivery delivery, ChainOutcome.Completed done) {
    var pushes = routes(done.routes());
    if (!done.egressed()) {
      chain.egressLists().forEach(list -> pushes.add(Acks.push(list, done.current())));
    }
    if (!done.deferred().isEmpty()) {
      pushes.addAll(
          owed(
              delivery,
              done.deferred(),
              Keys.bytes(done.current().asPopped()),
              done.unfinished().get()));
    }
    // A storage that is owed the document will need it from Redis.
    boolean owed = !done.deferred().isEmpty();
    var expiries =
        owed
            ? keepAlive(List.of(done.current()))
            : afterCompletion(delivery, done, !pushes.isEmpty());
    var asked =
        asked(delivery, done.expiries(), done.unfinished(), owed ? owedTime() : Duration.ZERO);
    return new Ack(delivery, pushes, Map.of(), over(expiries, asked));
  }

  Ack halted(Delivery delivery, ChainOutcome.Halted halted) {
    var asked = asked(delivery, halted.expiries(), halted::unfinished, Duration.ZERO);
    return new Ack(delivery, routes(halted.routes()), Map.of(), asked);
  }

  Ack failed(Delivery delivery, ChainOutcome.Failed failed) {
    Optional<VconId> current = failed.checkpoint().map(Checkpoint::current);
    byte[] id = current.map(c -> Keys.bytes(c.asPopped())).orElse(delivery.rawId());
    var pushes = new ArrayList<>(owed(delivery, failed.deferred(), id, failed.checkpoint()));
    String list = blamed(delivery);
    pushes.add(new Ack.Push(Keys.deadLetters(list), delivery.rawId()));
    var alive = new ArrayList<VconId>();
    delivery.id().ifPresent(alive::add);
    current.filter(c -> !alive.contains(c)).ifPresent(alive::add);
    List<Ack.Expiry> expiries = keepAlive(alive);
    if (chain.repays()) {
      expiries = new ArrayList<>(expiries);
      expiries.add(noMore(Keys.record(delivery.list(), delivery.rawId())));
    }
    return new Ack(delivery, pushes, list, record(delivery, failed), expiries);
  }

  /** The list whose dead-letter list gets the id: of an owed write, the one it once came from. */
  private String blamed(Delivery delivery) {
    return chain.repays()
        ? delivery.record().getOrDefault(ORIGIN, chain.origin())
        : delivery.list();
  }

  private static Ack.Expiry noMore(byte[] key) {
    return new Ack.Expiry(key, 0, Ack.Expiry.Mode.DEL, "");
  }

  /** What the record of an id says that waits for a storage. */
  Map<String, String> held(ChainOutcome.Held held, int trials) {
    var fields = new HashMap<String, String>();
    fields.put("trials", Integer.toString(trials));
    if (!chain.repays()) {
      fields.put("checkpoint", held.unfinished().map(Checkpoint::encode).orElse(""));
    }
    return fields;
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
    if (chain.repays()) {
      // What the chain which owes it has done; unless a letter of the same id is there, which then
      // lacks this storage as well.
      fields.put(UNLESS_THERE_CHECKPOINT, delivery.record().getOrDefault("checkpoint", ""));
      fields.remove("checkpoint");
      fields.put(DeadLetter.unstored(chain.storages().getFirst().name()), "1");
    } else {
      delivery.record().keySet().stream()
          .filter(DeadLetter::isUnstored)
          .forEach(field -> fields.put(field, ""));
    }
    // A replay has all its runs again.
    for (String counter : List.of("stale", "deaths", "trials")) {
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

  private List<Ack.Push> owed(
      Delivery delivery, List<String> storages, byte[] id, Optional<Checkpoint> checkpoint) {
    List<String> all = chain.storages().stream().map(StorageWriter::name).toList();
    return storages.stream()
        .map(storage -> {
          String done = checkpoint.map(c -> c.owing(storage, all).encode()).orElse("");
          return new Ack.Push(
              Keys.owed(storage), id, Map.of(ORIGIN, delivery.list(), "checkpoint", done));
        })
        .toList();
  }

  private List<Ack.Expiry> afterCompletion(
      Delivery delivery, ChainOutcome.Completed done, boolean pushes) {
    // Whoever takes the id from another list, or is owed it as well, will read the document.
    boolean awaited = pushes || done.egressed() || chain.repays();
    Duration time = config.compat().redisExpiry();
    return switch (config.redis().afterCompletion()) {
      case LEAVE -> List.of();
      case EXPIRE -> expiries(delivery, done, time, Ack.Expiry.Mode.SET);
      case DELETE ->
          awaited
              ? expiries(delivery, done, time, Ack.Expiry.Mode.SET)
              : expiries(delivery, done, Duration.ZERO, Ack.Expiry.Mode.DEL);
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

  /** What links asked for, of the documents that they were given. */
  private static List<Ack.Expiry> asked(
      Delivery delivery,
      List<Expiry> expiries,
      Supplier<Optional<Checkpoint>> unfinished,
      Duration atLeast) {
    if (expiries.isEmpty()) {
      return List.of();
    }
    Optional<Checkpoint> left = unfinished.get();
    return expiries.stream()
        .map(each -> {
          Duration time = each.after().compareTo(atLeast) < 0 ? atLeast : each.after();
          String sha1 = left.map(done -> sha1(delivery, done, each.id())).orElse("");
          return expiry(each.id(), time, Ack.Expiry.Mode.SET, sha1);
        })
        .toList();
  }

  private static String sha1(Delivery delivery, Checkpoint done, VconId id) {
    if (done.current().equals(id)) {
      return done.sha1();
    }
    return delivery.id().filter(id::equals).isPresent() ? done.origin() : "";
  }

  /** A link says more about its document than the configuration about all of them. */
  private static List<Ack.Expiry> over(List<Ack.Expiry> all, List<Ack.Expiry> asked) {
    var expiries = new ArrayList<>(all);
    expiries.removeIf(
        each -> asked.stream().anyMatch(other -> Arrays.equals(each.key(), other.key())));
    expiries.addAll(asked);
    return expiries;
  }

  private Duration owedTime() {
    Duration set = config.compat().dlqExpiry();
    return set == null ? Duration.ofSeconds(WEEK_SECONDS) : set;
  }

  private List<Ack.Expiry> keepAlive(List<VconId> ids) {
    Duration time = owedTime();
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
