package dev.vcond.chain;

import dev.vcond.storage.StorageWriter;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done so far. The run writes it, a time-out on the watchdog's thread reads it for
 * the checkpoint of a run that it ends: thread-safe.
 */
final class Progress implements Run.Tracked {
  private final Chain chain;
  private final VconId popped;
  private final List<Route> routes = new ArrayList<>();
  private final List<Expiry> expiries = new ArrayList<>();
  private final Set<String> stored = new LinkedHashSet<>();
  private int finishedLinks;
  private boolean egressed;
  private boolean storing;
  private boolean inDoubt;
  private Vcon inRedis;
  private String sha1 = "";
  private String origin = "";
  private @Nullable Checkpoint recorded;

  /**
   * @param loaded the document under the popped id, as Redis has it
   */
  Progress(Chain chain, Vcon loaded) {
    this.chain = chain;
    this.popped = loaded.id();
    this.inRedis = loaded;
  }

  /** Goes on where an earlier run ended; {@code current} is the document that it speaks of. */
  synchronized void resume(Checkpoint earlier, Vcon current) {
    inRedis = current;
    sha1 = earlier.sha1();
    origin = earlier.origin();
    finishedLinks = earlier.links().size();
    stored.addAll(earlier.storages());
    routes.addAll(earlier.routes());
    expiries.addAll(earlier.expiries());
    egressed = earlier.egressed();
    recorded = earlier;
  }

  /** SHA-1 of the document as Redis has it: a write-back compares with it. */
  synchronized String sha1() {
    if (sha1.isEmpty()) {
      sha1 = inRedis.sha1Hex();
    }
    return sha1;
  }

  /** The document that the run is about now. */
  synchronized VconId current() {
    return inRedis.id();
  }

  synchronized int finishedLinks() {
    return finishedLinks;
  }

  synchronized void linkFinished(VconId given, List<String> asked) {
    asked.forEach(list -> routes.add(new Route(list, given)));
    finishedLinks++;
  }

  synchronized List<Route> routes() {
    return List.copyOf(routes);
  }

  synchronized void expires(Expiry asked) {
    expiries.removeIf(earlier -> earlier.id().equals(asked.id()));
    expiries.add(asked);
  }

  synchronized List<Expiry> expiries() {
    return List.copyOf(expiries);
  }

  /** The routes of the finished links and those of one that ends the run. */
  synchronized List<Route> routesWith(VconId given, List<String> asked) {
    var all = new ArrayList<>(routes);
    asked.forEach(list -> all.add(new Route(list, given)));
    return all;
  }

  /** All that follows is about another document; the popped one stays as Redis has it now. */
  synchronized void swapped(Vcon other) {
    if (other.id().equals(popped)) {
      origin = "";
    } else if (origin.isEmpty()) {
      origin = sha1();
    }
    inRedis = other;
    sha1 = "";
    stored.clear();
    egressed = false;
  }

  /**
   * A checkpoint is sent to Redis: until it is known to be {@link #written}, {@link #egressPushed}
   * or {@link #refused}, nobody can say whether it is there.
   */
  synchronized void sent() {
    inDoubt = true;
  }

  /** What was sent is not in Redis, no attempt of it. */
  synchronized void refused() {
    inDoubt = false;
  }

  @Override
  public synchronized boolean inDoubt() {
    return inDoubt;
  }

  /** The document was written to Redis, together with this checkpoint. */
  synchronized void written(Vcon vcon, Checkpoint checkpoint) {
    inRedis = vcon;
    stored.clear();
    sha1 = checkpoint.sha1();
    recorded = checkpoint;
    inDoubt = false;
  }

  /** This checkpoint of the unchanged document is in Redis. */
  synchronized void noted(Checkpoint checkpoint) {
    recorded = checkpoint;
    inDoubt = false;
  }

  synchronized boolean egressed() {
    return egressed;
  }

  synchronized void egressPushed() {
    egressed = true;
    inDoubt = false;
  }

  synchronized boolean isStored(String storage) {
    return stored.contains(storage);
  }

  /** From now on the document in Redis is the final one, and what is stored counts. */
  synchronized void storingBegins() {
    storing = true;
  }

  synchronized void stored(String storage) {
    stored.add(storage);
  }

  /** The checkpoint for a changed document that is about to be written: no storage has it. */
  synchronized Checkpoint with(Vcon vcon) {
    return new Checkpoint(
        vcon.sha1Hex(),
        origin,
        vcon.id(),
        chain.linkNames(finishedLinks),
        Set.of(),
        routes,
        expiries,
        egressed);
  }

  /** The checkpoint of the document as Redis has it. */
  synchronized Checkpoint finished() {
    return checkpoint(egressed);
  }

  /** The checkpoint once egress is pushed. */
  synchronized Checkpoint withEgress() {
    return checkpoint(true);
  }

  /** What a later run may rely on; empty if it has to begin at the first link. */
  @Override
  public synchronized Optional<Checkpoint> unfinished() {
    return storing ? Optional.of(checkpoint(egressed)) : Optional.ofNullable(recorded);
  }

  @Override
  public synchronized String doing() {
    if (!storing) {
      return finishedLinks < chain.links().size()
          ? "it was at link " + chain.links().get(finishedLinks).name()
          : "its links were done";
    }
    List<String> missing =
        chain.storages().stream()
            .map(StorageWriter::name)
            .filter(name -> !stored.contains(name))
            .toList();
    return "its links were done, not yet stored in " + String.join(", ", missing);
  }

  private Checkpoint checkpoint(boolean pushed) {
    return new Checkpoint(
        sha1(),
        origin,
        inRedis.id(),
        chain.linkNames(finishedLinks),
        stored,
        routes,
        expiries,
        pushed);
  }
}
