package dev.vcond.storage;

/** A {@link Storage} with a connection pool whose state an operator wants to see. Thread-safe. */
public interface Pooled {

  /** The pool as it is now; cheap, asked at every scrape. */
  PoolState pool();

  /**
   * Connections of a pool.
   *
   * @param active in use
   * @param idle open and free
   * @param pending callers that wait for one
   * @param max the most the pool will open
   */
  record PoolState(int active, int idle, int pending, int max) {}
}
