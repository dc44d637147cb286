package dev.vcond.queue;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.vcon.VconId;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs. Acks of one list are gathered while the previous ones are on their way; those that got
 * no answer are sent again until Redis has answered, because a run must not end unheard.
 * Thread-safe; nobody waits.
 */
public final class Acks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Acks.class);
  private static final int MOST_AT_ONCE = 128;
  private static final long RETRY_MILLIS = 250;

  private final Redis redis;
  private final Lease lease;
  private final IngressQueue queue;
  private final PipelineListener events;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Refusals refusals = new Refusals();
  private final ScheduledExecutorService again =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("vcond-acks").daemon().factory());

  public Acks(Redis redis, Lease lease, IngressQueue queue, PipelineListener events) {
    this.redis = redis;
    this.lease = lease;
    this.queue = queue;
    this.events = events;
  }

  /** Runs that ended and wait for Redis to know; many of them must stop claiming. */
  public int unanswered() {
    return unanswered.get();
  }

  /** Lists whose runs Redis does not let end, until it does. */
  public Map<String, Refusals.Refusal> refusals() {
    return refusals.now();
  }

  /**
   * Hands an ending over; {@code then} hears the answer once, on a thread that must not be blocked.
   */
  public void send(Ack ack, Consumer<Ack.Answer> then) {
    unanswered.incrementAndGet();
    lanes.computeIfAbsent(ack.delivery().list(), Lane::new).add(new Pending(ack, then));
  }

  @Override
  public void close() {
    again.shutdownNow();
  }

  private static final class Pending {
    private final Ack ack;
    private final Consumer<Ack.Answer> then;

    /** An attempt got no answer and may have been heard. */
    private boolean unanswered;

    /** Redis had forgotten the claim, and somebody else had the id before it was entered again. */
    private boolean lost;

    private Pending(Ack ack, Consumer<Ack.Answer> then) {
      this.ack = ack;
      this.then = then;
    }
  }

  private final class Lane {
    private final String list;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean busy;

    private Lane(String list) {
      this.list = list;
    }

    private void add(Pending pending) {
      synchronized (this) {
        waiting.add(pending);
        if (busy) {
          return;
        }
        busy = true;
      }
      sendNext();
    }

    private void sendNext() {
      List<Pending> group = new ArrayList<>();
      synchronized (this) {
        while (group.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
          group.add(waiting.poll());
        }
        if (group.isEmpty()) {
          busy = false;
          return;
        }
      }
      try {
        send(group);
      } catch (Throwable e) {
        // No memory left, for instance: an end that nobody tells again would keep its id in flight.
        answered(group, null, e);
      }
    }

    private void send(List<Pending> group) {
      var encoded = new AckEncoding();
      group.forEach(pending -> encoded.add(pending.ack));
      Redis.<List<Object>>run(
              redis.queue(),
              Script.ACK,
              ScriptOutputType.MULTI,
              new byte[][] {Keys.bytes(list), Keys.inflight(list), Keys.instances(list)},
              encoded.arguments())
          .whenComplete((answers, failure) -> answered(group, answers, failure));
    }

    private void answered(
        List<Pending> group, @Nullable List<Object> answers, @Nullable Throwable failure) {
      if (failure != null || answers == null) {
        boolean heard = failure == null || Redis.mayHaveRun(failure);
        synchronized (this) {
          for (var pending : group.reversed()) {
            pending.unanswered |= heard;
            waiting.addFirst(pending);
          }
        }
        sayOnce(failure);
        later(this::sendNext);
        return;
      }
      refusals.ended(list).ifPresent(this::told);
      for (int i = 0; i < group.size(); i++) {
        settleOrRepeat(group.get(i), answers.get(i));
      }
      sendNext();
    }

    private void told(Refusals.Refusal over) {
      log.atInfo()
          .addKeyValue(OUTAGE, "acknowledgements:" + list)
          .addKeyValue(SECONDS, over.seconds())
          .log("Runs of list {} are ended again after {} s.", list, over.seconds());
    }

    private void settleOrRepeat(Pending pending, Object answer) {
      try {
        settle(pending, new String((byte[]) answer, StandardCharsets.UTF_8));
      } catch (Throwable e) {
        log.error("The end of {} is told again.", pending.ack.delivery().shown(), e);
        pending.unanswered = true;
        synchronized (this) {
          waiting.addLast(pending);
        }
      }
    }

    private void later(Runnable step) {
      if (!again.isShutdown()) {
        var _ = again.schedule(step, RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void sayOnce(@Nullable Throwable failure) {
      if (failure == null || !Redis.refused(failure)) {
        return;
      }
      String why = Redis.rootMessage(failure);
      if (refusals.began(list, RedisAdvice.said(why))) {
        log.atError()
            .addKeyValue(OUTAGE, "acknowledgements:" + list)
            .addKeyValue(CAUSE, why)
            .log(
                "Runs of list {} cannot be ended; they wait, and are tried again: {}",
                list,
                RedisAdvice.with(why));
      }
    }

    private void settle(Pending pending, String answer) {
      String[] parts = answer.split("\n", 3);
      switch (parts[0]) {
        case "done" -> end(pending, new Ack.Answer.Done());
        case "refused" -> end(pending, new Ack.Answer.Refused(parts[1], parts[2]));
        case "gone", "forgot" -> gone(pending, parts[0].equals("forgot"));
        default -> notOurs(pending, false);
      }
    }

    private void gone(Pending pending, boolean forgot) {
      // If Redis forgot since it got the claim, an attempt found nothing, or did what is forgotten.
      pending.unanswered &=
          !forgot && queue.holdings().remembered(pending.ack.delivery(), lease.forgotten());
      notOurs(pending, true);
    }

    private void notOurs(Pending pending, boolean gone) {
      boolean unbroken = lease.holds(pending.ack.delivery().epoch());
      if (unbroken && pending.unanswered) {
        // The attempt without an answer was heard; the id may even be claimed anew by now.
        end(pending, new Ack.Answer.Done());
      } else if (unbroken && gone && !pending.lost) {
        events.on(new PipelineEvent.Forgotten(list));
        reenter(pending);
      } else {
        events.on(new PipelineEvent.Discarded(list, "taken_over"));
        end(pending, new Ack.Answer.NotOurs());
      }
    }

    /** In a step of its own: an attempt that is late in the network must never push by force. */
    private void reenter(Pending pending) {
      queue
          .reenter(pending.ack.delivery())
          .whenComplete((there, failure) -> {
            if (failure == null) {
              pending.lost = !there;
              add(pending);
            } else {
              // Tried again until it is answered: an id that nobody holds would be lost.
              sayOnce(failure);
              later(() -> reenter(pending));
            }
          });
    }

    private void end(Pending pending, Ack.Answer answer) {
      unanswered.decrementAndGet();
      if (!(answer instanceof Ack.Answer.Refused)) {
        queue.holdings().ended(pending.ack.delivery());
      }
      try {
        pending.then.accept(answer);
      } catch (Throwable e) {
        log.error(
            "What follows the acknowledgement of {} failed.", pending.ack.delivery().shown(), e);
      }
    }
  }

  /** The push of an id to a list of the configuration. */
  public static Ack.Push push(String list, VconId id) {
    return new Ack.Push(Keys.bytes(list), Keys.bytes(id.asPopped()));
  }
}
