package dev.vcond.storage.redis;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.OnOversize;
import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.config.SentinelLogin;
import dev.vcond.config.TlsFiles;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.TransientFault;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisStorageTest extends StorageContract {
  private final EmbeddedRedis server = TestRedis.start();

  @Override
  protected Optional<InetSocketAddress> startService() {
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
  }

  @AfterAll
  void stopService() throws Exception {
    server.close();
  }

  private static RedisOptions options(Duration expires, @Nullable RedisUrl url) {
    return new RedisOptions("vcon_storage", expires, url, SentinelLogin.NONE, TlsFiles.NONE);
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    RedisUrl url = RedisUrl.parse("redis://127.0.0.1:" + service.orElseThrow().getPort());
    return RedisStorage.type().opener().open(options(Duration.ofDays(7), url), setup);
  }

  private StorageSetup beside(Optional<RedisServer> redis) {
    return new StorageSetup("cache", InstantSource.system(), OnOversize.WARN, () -> redis);
  }

  private void with(Consumer<RedisCommands<String, String>> work) {
    RedisClient client = RedisClient.create(server.url());
    try {
      work.accept(client.connect().sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void it_writes_what_vcon_server_writes_into_the_redis_of_the_lists() throws Exception {
    Vcon vcon = document().vcon();
    Optional<RedisServer> lists = Optional.of(RedisServer.at(RedisUrl.parse(server.url())));
    try (Storage storage =
        RedisStorage.type().opener().open(options(Duration.ofDays(7), null), beside(lists))) {
      storage.save(vcon);
    }
    with(redis -> {
      String key = "vcon_storage:" + vcon.id().canonical();
      assertThat(redis.get(key)).isEqualTo(vcon.text());
      assertThat(redis.ttl(key)).isBetween(604_700L, 604_800L);
    });
  }

  @Test
  void zero_keeps_documents() throws Exception {
    Vcon vcon = document().vcon();
    RedisUrl url = RedisUrl.parse(server.url());
    try (Storage storage =
        RedisStorage.type().opener().open(options(Duration.ZERO, url), beside(Optional.empty()))) {
      storage.save(vcon);
    }
    with(redis -> assertThat(redis.ttl("vcon_storage:" + vcon.id().canonical())).isEqualTo(-1));
  }

  @Test
  void a_redis_that_is_not_up_yet_is_waited_for_by_the_engine() throws Exception {
    try (Storage storage =
        RedisStorage.type().opener().open(options(Duration.ZERO, null), beside(Optional.empty()))) {
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(TransientFault.class)
          .hasMessageContaining("not up yet");
    }
  }

  @Test
  void a_full_redis_and_a_wrong_password_are_the_operators_to_mend() throws Exception {
    try (EmbeddedRedis full = TestRedis.start()) {
      RedisClient client = RedisClient.create(full.url());
      client.connect().sync().configSet("maxmemory", "1mb");
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      RedisUrl url = RedisUrl.parse(full.url());
      try (Storage storage =
          RedisStorage.type()
              .opener()
              .open(options(Duration.ZERO, url), beside(Optional.empty()))) {
        assertThatThrownBy(
                () -> {
                  storage.save(document().withBody(900_000).vcon());
                  storage.save(document().withBody(900_000).vcon());
                })
            .isInstanceOf(ServiceFault.class)
            .hasMessageContaining("maxmemory")
            .hasMessageContaining("expires");
      }
      RedisUrl secret = RedisUrl.parse("redis://:hunter2@127.0.0.1:" + full.port());
      try (Storage storage =
          RedisStorage.type()
              .opener()
              .open(options(Duration.ZERO, secret), beside(Optional.empty()))) {
        assertThatThrownBy(() -> storage.save(document().vcon()))
            .isInstanceOf(ServiceFault.class)
            .hasMessageNotContaining("hunter2");
      }
    }
  }

  @Test
  void a_prefix_that_would_meet_other_keys_is_refused() {
    for (String prefix : new String[] {"vcon", "VCOND", "DLQ", "context", "vcon:x", " "}) {
      assertThatThrownBy(() ->
              new RedisOptions(prefix, Duration.ZERO, null, SentinelLogin.NONE, TlsFiles.NONE))
          .isInstanceOf(InvalidOption.class);
    }
  }
}
