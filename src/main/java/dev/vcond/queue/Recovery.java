package dev.vcond.queue;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts claimed ids back to the head of their list, in claim order: our own when we stop or lost the
 * lease, those of a process of ours on this host that is gone, those of instances whose heartbeat
 * has expired. The script itself asks for that heartbeat once more.
 */
public final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final int MOST_AT_ONCE = 500;

  private final Redis redis;
  private final Instance instance;
  private final PipelineListener events;

  /** Lists that the log knows to refuse. */
  private final Refusals refused = new Refusals();

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
    for (Holder holder : holders(list)) {
      if (!holder.instance.equals(instance.id()) && instance.seesGone(holder.registration)) {
        total += release(list, holder.instance, "gone", 0);
      }
    }
    return total;
  }

  /**
   * Puts back what instances hold that give no sign of life, on every list ever claimed from: those
   * on this host whose process is gone, and all whose heartbeat has expired.
   *
   * @param configured the lists that we send heartbeats for; at least one
   * @return the number of ids put back
   */
  int rescue(List<String> configured) throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    for (String list : everyList(configured)) {
      total += unlessRefused(list, () -> rescue(list, configured.getFirst()));
    }
    return total;
  }

  private int rescue(String list, String ours)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int total = 0;
    for (Holder holder : holders(list)) {
      if (holder.instance.equals(instance.id())) {
        continue;
      }
      if (instance.seesGone(holder.registration)) {
        total += release(list, holder.instance, "gone", 0);
      } else if (!holder.alive) {
        total += release(new Releasing(list, holder.instance, "silent", 0), ours);
      }
    }
    return total;
  }

  /** Who is registered for a list or holds ids of it; the registration may be empty. */
  private record Holder(String instance, String registration, boolean alive) {}

  private List<Holder> holders(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.control(),
                Script.HOLDERS,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.inflight(list), Keys.instances(list)},
                Keys.heartbeat(list, "")));
    return answer.stream().map(Recovery::holder).toList();
  }

  private static Holder holder(Object entry) {
    var parts = (List<?>) entry;
    return new Holder(
        new String((byte[]) parts.get(0), StandardCharsets.UTF_8),
        new String((byte[]) parts.get(1), StandardCharsets.UTF_8),
        (Long) parts.get(2) == 1);
  }

  private interface Release {
    int make() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  /** One list that cannot be used must not keep the ids of the others in flight. */
  private int unlessRefused(String list, Release release) throws RedisOutage, InterruptedException {
    try {
      int ids = release.make();
      refused.ended(list).ifPresent(over -> told(list, over));
      return ids;
    } catch (RedisRefusal e) {
      String why = String.valueOf(e.getMessage());
      if (refused.began(list, why)) {
        log.atError()
            .addKeyValue(OUTAGE, "recovery:" + list)
            .addKeyValue(CAUSE, why)
            .log(
                "What is in flight for list {} cannot go back to its head, and stays in flight: {}",
                list,
                RedisAdvice.with(why));
      }
      return 0;
    }
  }

  private static void told(String list, Refusals.Refusal over) {
    log.atInfo()
        .addKeyValue(OUTAGE, "recovery:" + list)
        .addKeyValue(SECONDS, over.seconds())
        .log(
            "What is in flight for list {} can go back to its head again after {} s.",
            list,
            over.seconds());
  }

  private Set<String> everyList(List<String> configured)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var lists = new TreeSet<>(configured);
    for (byte[] list : Redis.await(redis.control().smembers(Keys.LISTS))) {
      lists.add(new String(list, StandardCharsets.UTF_8));
    }
    return lists;
  }

  /** The instances of a list that live; one whose process on this host is gone does not. */
  public List<String> alive(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    return holders(list).stream().filter(this::lives).map(Holder::instance).toList();
  }

  private boolean lives(Holder holder) {
    return holder.alive && !instance.seesGone(holder.registration);
  }

  /**
   * Gives back what anybody holds of a list, and counts it against nobody: for a roll-back. Whoever
   * lives stays registered.
   *
   * @return ids by instance, without those that held none
   */
  public Map<String, Integer> giveEverythingBack(String list)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var given = new LinkedHashMap<String, Integer>();
    for (Holder holder : holders(list)) {
      int ids = release(list, holder.instance, lives(holder) ? "lapse" : "recover", 0);
      if (ids > 0) {
        given.put(holder.instance, ids);
      }
    }
    return given;
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

  private record Releasing(String list, String whose, String why, long below) {}

  private int release(String list, String whose, String why, long below)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return release(new Releasing(list, whose, why, below), list);
  }

  /**
   * @param ours a list that we send heartbeats for
   */
  private int release(Releasing what, String ours)
      throws RedisOutage, RedisRefusal, InterruptedException {
    String list = what.list;
    String whose = what.whose;
    String why = what.why;
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
                  Keys.bytes(Long.toString(what.below)),
                  Keys.bytes(Integer.toString(MOST_AT_ONCE)),
                  Keys.bytes(Keys.recordPrefix(list)),
                  Keys.heartbeat(ours, instance.id())));
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
