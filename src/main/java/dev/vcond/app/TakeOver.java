package dev.vcond.app;

import dev.vcond.queue.Recovery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what earlier processes of this host left in flight. Thread-safe. */
final class TakeOver {
  private static final Logger log = LoggerFactory.getLogger(TakeOver.class);
  private static final long RETRY_SECONDS = 1;

  private final Recovery recovery;

  TakeOver(Recovery recovery) {
    this.recovery = recovery;
  }

  /** What cannot be had now is rescued like that of any other instance. */
  void ifReached(List<String> lists) throws InterruptedException {
    try {
      recovery.takeOverFromGone(lists);
    } catch (RedisOutage | RedisRefusal e) {
      log.debug("What an earlier process left in flight is not taken over at once.", e);
    }
  }

  /** Waits for Redis as long as it takes. */
  void orWait(List<String> lists) throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        recovery.takeOverFromGone(lists);
        return;
      } catch (RedisOutage e) {
        if (!said) {
          log.warn(
              "What an earlier process left in flight cannot be looked up yet: {}", e.getMessage());
          said = true;
        }
        new CountDownLatch(1).await(RETRY_SECONDS, TimeUnit.SECONDS);
      } catch (RedisRefusal e) {
        log.error(
            "What an earlier process left in flight cannot be taken over: {}", e.getMessage());
        return;
      }
    }
  }
}
