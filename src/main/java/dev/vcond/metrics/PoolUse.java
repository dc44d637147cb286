package dev.vcond.metrics;

/**
 * Connections of a storage's pool.
 *
 * @param active in use
 * @param idle open and free
 * @param pending callers that wait for one
 * @param limit the most the pool will open
 */
public record PoolUse(int active, int idle, int pending, int limit) {

  /** Two pools as one. */
  public PoolUse plus(PoolUse other) {
    return new PoolUse(
        active + other.active, idle + other.idle, pending + other.pending, limit + other.limit);
  }
}
