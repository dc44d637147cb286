package dev.vcond.chain;

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
final class Progress {
  private final Chain chain;
  private final List<String> routes = new ArrayList<>();
  private final Set<String> stored = new LinkedHashSet<>();
  private int finishedLinks;
  private boolean egressed;
  private boolean storing;
  private Vcon inRedis;
  private String sha1 = "";
  private String origin = "";
  private @Nullable Checkpoint recorded;

  /**
   * @param loaded the document under the popped id, as Redis has it
   */
  Progress(Chain chain, Vcon loaded) {
    this.chain = chain;
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

  synchronized int finishedLinks() {
    return finishedLinks;
  }

  synchronized void linkFinished(List<String> asked) {
    routes.addAll(asked);
    finishedLinks++;
  }

  synchronized List<String> routes() {
    return List.copyOf(routes);
  }

  /** All that follows is about another document; the popped one stays as Redis has it now. */
  synchronized void swapped(Vcon other) {
    if (origin.isEmpty()) {
      origin = sha1();
    }
    inRedis = other;
    sha1 = "";
  }

  /** The document was written to Redis, together with this checkpoint. */
  synchronized void written(Vcon vcon, Checkpoint checkpoint) {
    inRedis = vcon;
    sha1 = checkpoint.sha1();
    recorded = checkpoint;
  }

  synchronized boolean egressed() {
    return egressed;
  }

  synchronized void egressPushed() {
    egressed = true;
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

  /** The checkpoint for a document that is about to be written. */
  synchronized Checkpoint with(Vcon vcon) {
    return checkpoint(vcon.id(), vcon.sha1Hex(), egressed);
  }

  /** The checkpoint once egress is pushed. */
  synchronized Checkpoint withEgress() {
    return checkpoint(inRedis.id(), sha1(), true);
  }

  /** What a later run may rely on; empty if it has to begin at the first link. */
  synchronized Optional<Checkpoint> unfinished() {
    return storing
        ? Optional.of(checkpoint(inRedis.id(), sha1(), egressed))
        : Optional.ofNullable(recorded);
  }

  private Checkpoint checkpoint(VconId id, String ofDocument, boolean pushed) {
    return new Checkpoint(
        ofDocument, origin, id, chain.linkNames(finishedLinks), stored, routes, pushed);
  }
}
