package dev.vcond.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Keeps vCons as keys of a Redis. The package tells how. Thread-safe. */
public final class RedisStorage implements Storage, Readable, Deletable {
  private final RedisOptions options;
  private final Connection connection;

  private RedisStorage(RedisOptions options, StorageSetup setup) {
    this.options = options;
    RedisUrl own = options.redisUrl();
    this.connection =
        new Connection(
            own == null
                ? setup.redis()
                : () -> Optional.of(new RedisServer(own, options.sentinel(), options.tls())));
  }

  /** The registration of {@code storage.redis_storage}. */
  public static StorageType<RedisOptions> type() {
    return new StorageType<>(
        "storage.redis_storage",
        "Keeps each vCon as a key of a Redis, for a time.",
        RedisGuide.SETUP,
        RedisGuide.EXAMPLE,
        RedisOptions.class,
        RedisStorage.class,
        RedisStorage::new);
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    set(key(vcon.id()), vcon.sharedBytes(), options.expires());
  }

  private void set(byte[] key, byte[] value, Duration expires) throws Exception {
    connection.call(redis ->
        expires.isZero()
            ? redis.set(key, value)
            : redis.set(key, value, SetArgs.Builder.ex(expires.toSeconds())));
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    return Optional.ofNullable(connection.call(redis -> redis.get(key(id))));
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    return connection.call(redis -> redis.del(key(id))) > 0;
  }

  @Override
  public void check() throws Exception {
    byte[] probe = (options.prefix() + ":" + new UUID(0, 0)).getBytes(UTF_8);
    set(probe, new byte[] {'{', '}'}, Duration.ofSeconds(1));
    connection.call(redis -> redis.del(probe));
  }

  private byte[] key(VconId id) {
    return (options.prefix() + ":" + id.canonical()).getBytes(UTF_8);
  }

  @Override
  public void close() {
    connection.close();
  }
}
