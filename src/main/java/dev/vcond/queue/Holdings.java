package dev.vcond.queue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claims that this process knows of: entered when Redis answered the claim, removed when Redis
 * answered its end. What the in-flight hash holds beyond them was claimed by a call whose answer
 * was lost. Thread-safe.
 */
public final class Holdings {
  private final Set<String> claims = ConcurrentHashMap.newKeySet();

  void claimed(Delivery delivery) {
    claims.add(delivery.claim());
  }

  void ended(Delivery delivery) {
    claims.remove(delivery.claim());
  }

  boolean knows(String claim) {
    return claims.contains(claim);
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
