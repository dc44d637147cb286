package dev.vcond.queue;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says while Redis is away. */
record OutageLog(Redis redis) {
  private static final Logger log = LoggerFactory.getLogger(Heart.class);
  private static final String NAME = "redis";

  void began(String why) {
    log.atError()
        .addKeyValue(OUTAGE, NAME)
        .addKeyValue(CAUSE, why)
        .log(
            "Redis at {} is away: {} Claims stop; work goes on by itself when it is back.",
            redis,
            RedisAdvice.with(why));
  }

  /** Another trouble than the one that was told of, such as a password changed meanwhile. */
  void goesOn(String why) {
    log.atError()
        .addKeyValue(OUTAGE, NAME)
        .addKeyValue(CAUSE, why)
        .log("Redis at {} is still away: {}", redis, RedisAdvice.with(why));
  }

  void ended(Duration lasted) {
    log.atInfo()
        .addKeyValue(OUTAGE, NAME)
        .addKeyValue(SECONDS, lasted.toSeconds())
        .log("Redis at {} is back after {} s.", redis, lasted.toSeconds());
  }
}
