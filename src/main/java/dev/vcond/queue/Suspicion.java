package dev.vcond.queue;

import io.lettuce.core.ScriptOutputType;

/**
 * What records say about ids whose process died. An id with recoveries is a suspect; only a death
 * during a run of which {@link #begin} was told is put down to it. Thread-safe.
 */
public final class Suspicion {
  /** Deaths after which an id is not run any more. */
  public static final int MOST_DEATHS = 3;

  private final Redis redis;

  public Suspicion(Redis redis) {
    this.redis = redis;
  }

  /** Whether a process died, or was taken for dead, while the id was in flight. */
  public static boolean suspects(Delivery delivery) {
    return number(delivery, "recoveries") > 0;
  }

  /** How many processes have died of it. */
  public static int deaths(Delivery delivery) {
    return number(delivery, "deaths");
  }

  private static int number(Delivery delivery, String field) {
    String text = delivery.record().getOrDefault(field, "0");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  /**
   * Notes that the run of a suspect begins.
   *
   * @return false if somebody else holds the id by now
   */
  public boolean begin(Delivery delivery) throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] answer =
        Redis.await(
            Redis.<byte[]>run(
                redis.queue(),
                Script.BEGIN,
                ScriptOutputType.VALUE,
                new byte[][] {
                  Keys.inflight(delivery.list()), Keys.record(delivery.list(), delivery.rawId())
                },
                delivery.rawId(),
                Keys.bytes(delivery.claim())));
    // Redis may have forgotten the claim: the run's end finds out.
    return !Keys.text(answer).equals("taken");
  }

  /**
   * Notes that the run of a suspect has ended. Its id may be in flight for a while yet, until its
   * ending is told or a storage is back, while the next suspect runs.
   */
  public void ended(Delivery delivery) throws RedisOutage, RedisRefusal, InterruptedException {
    Redis.await(
        Redis.<Long>run(
            redis.queue(),
            Script.ENDED,
            ScriptOutputType.INTEGER,
            new byte[][] {Keys.record(delivery.list(), delivery.rawId())},
            Keys.bytes(delivery.claim())));
  }

  /**
   * Takes a death back: its process lives, it had only been rescued from while it could not reach
   * Redis.
   *
   * @return whether one had been counted
   */
  public boolean acquit(Delivery delivery) throws RedisOutage, RedisRefusal, InterruptedException {
    return Redis.await(
            Redis.<Long>run(
                redis.control(),
                Script.ACQUIT,
                ScriptOutputType.INTEGER,
                new byte[][] {Keys.record(delivery.list(), delivery.rawId())},
                Keys.bytes(delivery.claim())))
        == 1;
  }
}
