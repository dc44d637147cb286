package dev.vcond.queue;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts claimed ids back to the head of their list, in claim order: our own when we stop or lost the
 * lease, those of a process of ours on this host that is gone. Rescue of silent instances on other
 * hosts uses the same script, which re-checks their heartbeat.
 */
public final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final int MOST_AT_ONCE = 500;

  private final Redis redis;
  private final Instance instance;
  private final PipelineListener events;

  public Recovery(Redis redis, Instance instance, PipelineListener events) {
    this.redis = redis;
    this.instance = instance;
    this.events = events;
  }

  /**
   * Takes over at once what earlier processes on this host left in flight; before the first claim.
   *
   * @return the number of ids put back
   */
  public int takeOverFromGone(List<String> configured)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    for (String list : everyList(configured)) {
      total += unlessRefused(list, () -> releaseGone(list));
    }
    return total;
  }

  private int releaseGone(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    Map<byte[], byte[]> registered = Redis.await(redis.control().hgetall(Keys.instances(list)));
    for (var entry : registered.entrySet()) {
      if (instance.seesGone(new String(entry.getValue(), StandardCharsets.UTF_8))) {
        total += release(list, Keys.text(entry.getKey()), "gone", 0);
      }
    }
    return total;
  }

  private interface Release {
    int make() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  /** One list that cannot be used must not keep the ids of the others in flight. */
  private static int unlessRefused(String list, Release release)
      throws RedisOutage, InterruptedException {
    try {
      return release.make();
    } catch (RedisRefusal e) {
      String why = String.valueOf(e.getMessage());
      log.error(
          "What is in flight for list {} cannot go back to its head: {}. It stays in flight.{}",
          list,
          why,
          RedisAdvice.on(why));
      return 0;
    }
  }

  private Set<String> everyList(List<String> configured)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var lists = new TreeSet<>(configured);
    for (byte[] list : Redis.await(redis.control().smembers(Keys.LISTS))) {
      lists.add(new String(list, StandardCharsets.UTF_8));
    }
    return lists;
  }

  /** Gives everything that is ours back and signs off; the end of a drain. */
  public int giveAllBack(List<String> lists)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    for (String list : lists) {
      total += unlessRefused(list, () -> release(list, instance.id(), "drain", 0));
    }
    return total;
  }

  /** Gives back what was claimed before a lapse of the lease. */
  public int giveBackBelow(List<String> lists, long claimNumber)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    for (String list : lists) {
      total += unlessRefused(list, () -> release(list, instance.id(), "lapse", claimNumber));
    }
    return total;
  }

  private int release(String list, String whose, String why, long below)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    long left;
    do {
      List<Object> answer =
          Redis.await(
              Redis.<List<Object>>run(
                  redis.control(),
                  Script.RELEASE,
                  ScriptOutputType.MULTI,
                  new byte[][] {
                    Keys.bytes(list),
                    Keys.inflight(list),
                    Keys.heartbeat(list, whose),
                    Keys.instances(list)
                  },
                  Keys.bytes(whose),
                  Keys.bytes(why),
                  Keys.bytes(Long.toString(below)),
                  Keys.bytes(Integer.toString(MOST_AT_ONCE)),
                  Keys.bytes(Keys.recordPrefix(list)),
                  Keys.heartbeat(list, instance.id())));
      total += ((Long) answer.get(0)).intValue();
      left = (Long) answer.get(1);
    } while (left > 0);
    if (total > 0) {
      log.info("{} ids of {} went back to the head of list {} ({}).", total, whose, list, why);
      events.on(
          whose.equals(instance.id())
              ? new PipelineEvent.Returned(list, why, total)
              : new PipelineEvent.Recovered(list, total));
    }
    return total;
  }
}
