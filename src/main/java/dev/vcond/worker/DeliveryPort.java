package dev.vcond.worker;

import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.DocumentPort;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the documents of one delivery live. Outages of Redis are waited out here: they are never a
 * vCon's fault.
 */
final class DeliveryPort implements DocumentPort {
  private static final Logger log = LoggerFactory.getLogger(DeliveryPort.class);
  private static final long BACK_OFF_MILLIS = 250;

  private final Engine engine;
  private final Bodies bodies;
  private final Delivery delivery;

  DeliveryPort(Engine engine, Bodies bodies, Delivery delivery) {
    this.engine = engine;
    this.bodies = bodies;
    this.delivery = delivery;
  }

  /** A call of Redis that may have to be repeated. */
  private interface Call<T> {
    T make() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  private <T> T untilRedisAnswers(Call<T> call, T refused) throws InterruptedException {
    while (true) {
      try {
        return call.make();
      } catch (RedisRefusal e) {
        log.debug("Redis refused for {}.", delivery.shown(), e);
        return refused;
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
  public Optional<Vcon> load(VconId id) throws NotJsonException, InterruptedException {
    Optional<byte[]> text = untilRedisAnswers(() -> bodies.find(id), Optional.empty());
    return text.isPresent() ? Optional.of(Vcon.read(id, text.get())) : Optional.empty();
  }

  @Override
  public WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint)
      throws InterruptedException {
    var expiry = engine.config().compat().redisExpiry();
    return untilRedisAnswers(
        () ->
            switch (engine
                .documents()
                .writeBack(
                    delivery,
                    vcon.id(),
                    loadedSha1,
                    vcon.copyBytes(),
                    expiry,
                    Map.of("checkpoint", checkpoint.encode()))) {
              case WRITTEN -> WriteBack.WRITTEN;
              case CHANGED -> WriteBack.CHANGED;
              case TAKEN -> WriteBack.TAKEN;
            },
        WriteBack.REFUSED);
  }

  @Override
  public boolean pushEgress(VconId id, List<String> lists) throws InterruptedException {
    return untilRedisAnswers(() -> engine.documents().pushAll(id, lists), false);
  }
}
