package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.config.Secret;
import dev.vcond.config.SentinelLogin;
import dev.vcond.config.TlsFiles;
import dev.vcond.testserver.TestSentinels;
import io.lettuce.core.AclSetuserArgs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of Sentinels that ask for a password, right and wrong. */
class SentinelAddressTest {
  @TempDir static Path folder;

  private static TestSentinels redis;

  @BeforeAll
  static void start() throws Exception {
    redis = new TestSentinels(folder, 2, "open-sesame");
    redis
        .commands()
        .aclSetuser(
            "vc@nd", AclSetuserArgs.Builder.on().addPassword("p,w#d").allKeys().allCommands());
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  private static void connect(String url, @Nullable String password) throws Exception {
    var login = new SentinelLogin(null, password == null ? null : new Secret(password));
    var server = new RedisServer(RedisUrl.parse(url), login, TlsFiles.NONE);
    try (Redis connected = Redis.connect(server)) {
      Redis.await(connected.queue().set(Keys.bytes("k"), Keys.bytes("v")));
      assertThat(Redis.await(connected.queue().clientList())).contains("addr");
    }
  }

  private static void fails(String url, @Nullable String password, String... words) {
    assertThatThrownBy(() -> connect(url, password))
        .isInstanceOf(RedisOutage.class)
        .satisfies(failure ->
            assertThat(RedisAdvice.with(String.valueOf(failure.getMessage())))
                .contains(words)
                .doesNotContain("sesame", "secret"));
  }

  @Test
  void the_password_of_the_sentinels_is_not_that_of_the_servers() throws Exception {
    connect(redis.url(), "open-sesame");
    connect(redis.url().replace("//", "//vc%40nd:p%2Cw%23d@"), "open-sesame");
    fails(redis.url().replace("//", "//vc%40nd:secret@"), "open-sesame", "WRONGPASS", "redis.url");
  }

  @Test
  void a_wrong_password_or_none_is_said_with_the_key_to_mend() {
    fails(redis.url(), null, "Sentinel", "redis.sentinel_password");
    fails(redis.url(), "secret", "Sentinel", "redis.sentinel_password");
  }

  @Test
  void a_name_that_no_sentinel_knows_is_said_with_what_to_write() {
    fails(redis.url().replace("#mymaster", "#other"), "open-sesame", "other", "sentinel monitor");
  }

  @Test
  void sentinels_of_which_the_first_is_no_longer_there_are_asked_in_turn() throws Exception {
    connect(redis.url().replace("//", "//127.0.0.1:1,"), "open-sesame");
    connect(redis.url().replace("//", "//no-such-host.invalid:26379,"), "open-sesame");
    connect(redis.url().replace("127.0.0.1", "localhost"), "open-sesame");
  }

  @Test
  void sentinels_that_are_all_away_are_said_to_be() {
    fails(
        "redis-sentinel://127.0.0.1:1,127.0.0.1:2/0#mymaster",
        null,
        "no Sentinel can be asked",
        "Connection refused",
        "Start the Sentinels");
  }

  @Test
  void a_sentinel_that_is_taken_for_a_server_is_recognised() {
    String first = redis.hosts().split(",", -1)[0];
    fails("redis://:open-sesame@" + first, null, "it is a Sentinel", "redis-sentinel://");
  }
}
