package dev.vcond.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Redis refuses although it answers, by list: from the first time until it works again, so
 * that the log has one line for each end of it. Thread-safe.
 */
public final class Refusals {
  private final Map<String, Refusal> now = new ConcurrentHashMap<>();

  /**
   * One that lasts.
   *
   * @param why what Redis said the first time
   */
  public record Refusal(String why, long sinceNanos) {
    public Duration lasted() {
      return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** In whole seconds. */
    public long seconds() {
      return lasted().toSeconds();
    }
  }

  /** Whether that is news. */
  public boolean began(String list, String why) {
    return now.putIfAbsent(list, new Refusal(why, System.nanoTime())) == null;
  }

  /** The one that is over; empty if there was none. */
  public Optional<Refusal> ended(String list) {
    return Optional.ofNullable(now.remove(list));
  }

  /** Those that last, by list. */
  public Map<String, Refusal> now() {
    return new TreeMap<>(now);
  }
}
