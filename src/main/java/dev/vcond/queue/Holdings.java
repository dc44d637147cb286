package dev.vcond.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claims that this process knows of: entered when Redis answered the claim, removed when Redis
 * answered its end. What the in-flight hash holds beyond them was claimed by a call whose answer
 * was lost. Thread-safe.
 */
public final class Holdings {
  /** What Redis had forgotten when a claim was sent to it, by claim. */
  private final Map<String, Long> claims = new ConcurrentHashMap<>();

  /**
   * Redis has the claim.
   *
   * @param forgotten {@link Lease#forgotten} when it was sent
   */
  void entered(Delivery delivery, long forgotten) {
    claims.put(delivery.claim(), forgotten);
  }

  /** Whether Redis has forgotten nothing since it got the claim. */
  boolean remembered(Delivery delivery, long forgotten) {
    return claims.getOrDefault(delivery.claim(), forgotten) == forgotten;
  }

  void ended(Delivery delivery) {
    claims.remove(delivery.claim());
  }

  boolean knows(String claim) {
    return claims.containsKey(claim);
  }

  /** Forgets everything; after a lapse of the lease none of it is ours. */
  void clear() {
    claims.clear();
  }

  /** How many ids this process holds. */
  public int size() {
    return claims.size();
  }
}
