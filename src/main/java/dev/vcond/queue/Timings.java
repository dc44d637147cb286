package dev.vcond.queue;

import java.time.Duration;

/**
 * How often and how long; one set for a connection and everything that works on it, so that a test
 * can live faster.
 *
 * @param heartbeat from the sending of one heartbeat to the next, and the longest wait for its
 *     answer: a lost answer must leave time for another attempt within the lease
 * @param heartbeatAway the pause after a heartbeat that failed
 * @param expiry how long Redis keeps a heartbeat
 * @param answer the longest wait for the answer to a claim or an acknowledgement
 * @param largeAnswer the same for documents, which may have hundreds of megabytes
 * @param probe how often connections are asked for a sign of life
 * @param selfCheck from one comparison of the in-flight hash with memory to the next
 * @param sweep from one look after the bodies of waiting ids to the next
 */
public record Timings(
    Duration heartbeat,
    Duration heartbeatAway,
    Duration expiry,
    Duration answer,
    Duration largeAnswer,
    Duration probe,
    Duration selfCheck,
    Duration sweep) {

  /** What the daemon lives by. */
  public static final Timings PRODUCTION =
      new Timings(
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  /**
   * How long a heartbeat is relied on from when it was sent: a margin for the way to Redis and for
   * clocks that do not run alike.
   */
  Duration trusted() {
    return expiry.minus(expiry.dividedBy(20));
  }

  /** How long a bell waits; its answer must not look like one that is late. */
  Duration bell() {
    return answer.multipliedBy(2).dividedBy(5);
  }
}
