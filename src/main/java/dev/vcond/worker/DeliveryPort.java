package dev.vcond.worker;

import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.DocumentPort;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Run;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where the documents of one delivery live. Outages of Redis are waited out here: they are never a
 * vCon's fault.
 */
final class DeliveryPort implements DocumentPort {
  private static final long BACK_OFF_MILLIS = 250;

  private final Engine engine;
  private final Finding finding;
  private final Delivery delivery;
  private final Run run;

  /** Looks for a document. */
  @FunctionalInterface
  interface Finding {
    Bodies.Answer find(VconId id) throws RedisOutage, RedisRefusal, InterruptedException;
  }

  DeliveryPort(Engine engine, Finding finding, Delivery delivery, Run run) {
    this.engine = engine;
    this.finding = finding;
    this.delivery = delivery;
    this.run = run;
  }

  /** A call of Redis that may have to be repeated. */
  private interface Call<T> {
    T make() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  private <T> T untilRedisAnswers(Call<T> call, Function<String, T> refused)
      throws InterruptedException {
    while (true) {
      try {
        return call.make();
      } catch (RedisRefusal e) {
        return refused.apply(String.valueOf(e.getMessage()));
      } catch (RedisOutage _) {
        if (!ours()) {
          throw new InterruptedException();
        }
        new CountDownLatch(1).await(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  @Override
  public boolean ours() {
    return engine.lease().holds(delivery.epoch());
  }

  @Override
  public Lookup load(VconId id) throws NotJsonException, InterruptedException {
    Bodies.Answer answer =
        untilRedisAnswers(
            () -> finding.find(id),
            why ->
                new Bodies.Answer.Nowhere(
                    "body_unreadable", "vcon:" + id + " cannot be read: " + why));
    return switch (answer) {
      case Bodies.Answer.Found(byte[] text) -> new Lookup.Found(Vcon.read(id, text));
      case Bodies.Answer.Nowhere(String code, String why) -> new Lookup.Nowhere(code, why);
    };
  }

  @Override
  public Optional<FailedAt> tooLarge(Vcon changed) {
    return engine.room().refusal(changed.expectedSize(), 2);
  }

  @Override
  public WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint)
      throws InterruptedException {
    var change =
        new Documents.Change(
            vcon, loadedSha1, engine.config().compat().redisExpiry(), checkpoint.encode());
    return untilRedisAnswers(() -> writeBack(change), WriteBack.Refused::new);
  }

  private WriteBack writeBack(Documents.Change change)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return switch (engine.documents().writeBack(delivery, change)) {
      case Documents.WriteBack.Written(String sha1) -> new WriteBack.Written(sha1);
      case Documents.WriteBack.Changed() -> new WriteBack.Changed();
      case Documents.WriteBack.Taken() -> new WriteBack.Taken();
      case Documents.WriteBack.Gone() -> reentered() ? writeBack(change) : new WriteBack.Taken();
    };
  }

  @Override
  public boolean current(VconId id, String sha1) throws InterruptedException {
    return untilRedisAnswers(() -> engine.documents().current(delivery, id, sha1), _ -> true);
  }

  @Override
  public boolean note(Checkpoint checkpoint) throws InterruptedException {
    String text = checkpoint.encode();
    return untilRedisAnswers(() -> noted(text), _ -> true);
  }

  private boolean noted(String checkpoint) throws RedisOutage, RedisRefusal, InterruptedException {
    return switch (engine.documents().note(delivery, checkpoint)) {
      case NOTED -> true;
      case TAKEN -> false;
      case GONE -> reentered() && noted(checkpoint);
    };
  }

  @Override
  public EgressPush pushEgress(VconId id, List<String> lists, Checkpoint after)
      throws InterruptedException {
    return untilRedisAnswers(
        () -> push(id, lists, after), why -> new EgressPush.Refused(String.join(", ", lists), why));
  }

  private EgressPush push(VconId id, List<String> lists, Checkpoint after)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return switch (engine.egress().push(delivery, id, lists, after.encode())) {
      case EarlyEgress.Answer.Done() -> new EgressPush.Done();
      case EarlyEgress.Answer.Taken() -> new EgressPush.Taken();
      case EarlyEgress.Answer.Gone() ->
          reentered() ? push(id, lists, after) : new EgressPush.Taken();
      case EarlyEgress.Answer.Refused(String list, String why) -> new EgressPush.Refused(list, why);
    };
  }

  /**
   * Under an unbroken lease a claim that is gone was forgotten by Redis, not taken over; unless the
   * run was ended from outside and acknowledged meanwhile.
   */
  private boolean reentered() throws RedisOutage, RedisRefusal, InterruptedException {
    if (!ours() || run.over()) {
      return false;
    }
    engine.events().on(new PipelineEvent.Forgotten(delivery.list()));
    return engine.queue().reenterNow(delivery);
  }
}
