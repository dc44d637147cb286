package dev.vcond.queue;

/**
 * A heartbeat that was answered.
 *
 * @param sentNanos {@link System#nanoTime} when it was sent; 0 if none was answered yet
 * @param tookNanos until the answer; -1 if none was answered yet
 */
public record Beat(long sentNanos, long tookNanos) {
  static final Beat NONE = new Beat(0, -1);

  /** How long ago it was sent; -1 if none was answered yet. */
  public long ageNanos() {
    return tookNanos < 0 ? -1 : System.nanoTime() - sentNanos;
  }
}
