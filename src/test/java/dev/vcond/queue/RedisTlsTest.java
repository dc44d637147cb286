package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.config.SentinelLogin;
import dev.vcond.config.TlsFiles;
import dev.vcond.testserver.TestCertificate;
import dev.vcond.testserver.TestTlsRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a private authority, and a server that wants to know who comes. */
class RedisTlsTest {
  @TempDir static Path folder;

  private static TestCertificate theirs;
  private static TestCertificate ours;
  private static TestTlsRedis open;
  private static TestTlsRedis closed;

  @BeforeAll
  static void start() throws Exception {
    theirs = TestCertificate.in(folder, "server");
    ours = TestCertificate.in(folder, "client");
    open = new TestTlsRedis(theirs, Optional.empty());
    closed = new TestTlsRedis(theirs, Optional.of(ours.pem()));
  }

  @AfterAll
  static void stop() throws Exception {
    open.close();
    closed.close();
  }

  private static void connect(
      String url, @Nullable Path authority, @Nullable Path certificate, @Nullable Path key)
      throws Exception {
    var server =
        new RedisServer(
            RedisUrl.parse(url), SentinelLogin.NONE, new TlsFiles(authority, certificate, key));
    try (Redis redis = Redis.connect(server)) {
      assertThat(Redis.await(redis.queue().ping())).isEqualTo("PONG");
    }
  }

  private static String url(TestTlsRedis server) {
    return "rediss://localhost:" + server.port();
  }

  private static void fails(Attempt attempt, String... words) {
    assertThatThrownBy(attempt::make)
        .isInstanceOf(RedisOutage.class)
        .satisfies(failure ->
            assertThat(RedisAdvice.with(String.valueOf(failure.getMessage()))).contains(words));
  }

  private interface Attempt {
    void make() throws Exception;
  }

  @Test
  void a_server_whose_authority_is_named_is_reached() throws Exception {
    connect(url(open), theirs.pem(), null, null);
  }

  @Test
  void one_whose_authority_is_not_known_is_not() {
    fails(() -> connect(url(open), null, null, null), "not trusted", "redis.ca_file");
    fails(() -> connect(url(open), ours.pem(), null, null), "not trusted", "redis.ca_file");
  }

  @Test
  void the_name_is_verified_unless_the_address_says_otherwise() throws Exception {
    String byNumber = "rediss://127.0.0.1:" + open.port();
    fails(
        () -> connect(byNumber, theirs.pem(), null, null), "is not for this name", "verifyPeer=CA");
    connect(byNumber + "?verifyPeer=CA", theirs.pem(), null, null);
  }

  @Test
  void a_server_that_asks_for_a_certificate_gets_ours() throws Exception {
    connect(url(closed), theirs.pem(), ours.pem(), ours.key());
    fails(() -> connect(url(closed), theirs.pem(), null, null), "redis.cert_file");
    fails(() -> connect(url(closed), theirs.pem(), theirs.pem(), theirs.key()), "redis.cert_file");
  }

  @Test
  void tls_where_there_is_none_and_none_where_there_is_are_said() {
    fails(() -> connect("redis://localhost:" + open.port(), null, null, null), "rediss://");
    fails(
        () -> connect(open.plain().replace("redis:", "rediss:"), theirs.pem(), null, null),
        "write redis://");
  }

  @Test
  void files_that_cannot_be_used_are_named_with_the_reason() throws Exception {
    Path nothing = folder.resolve("nothing.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
    Path older =
        Files.writeString(
            folder.resolve("older.key"),
            Files.readString(ours.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));
    fails(() -> connect(url(open), nothing, null, null), "ca_file " + nothing + " is not there");
    fails(() -> connect(url(open), folder, null, null), "ca_file " + folder);
    fails(() -> connect(url(open), text, null, null), "ca_file " + text, "certificate");
    fails(
        () -> connect(url(open), theirs.pem(), ours.pem(), older),
        "key_file " + older,
        "openssl pkcs8 -topk8");
    fails(() -> connect(url(open), theirs.pem(), text, ours.key()), "cert_file " + text);
    fails(
        () -> connect(url(open), theirs.pem(), ours.pem(), theirs.key()),
        "key_file " + theirs.key(),
        "does not belong to cert_file");
  }

  @Test
  void a_renewed_certificate_is_taken_for_the_next_connection() throws Exception {
    Path authority = Files.copy(ours.pem(), folder.resolve("renewed.pem"));
    var files = new TlsFiles(authority, null, null);
    var server = new RedisServer(RedisUrl.parse(url(open)), SentinelLogin.NONE, files);
    fails(() -> Redis.connect(server), "not trusted");
    Files.copy(theirs.pem(), authority, StandardCopyOption.REPLACE_EXISTING);
    try (Redis redis = Redis.connect(server)) {
      Files.copy(ours.pem(), authority, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> Redis.await(redis.connect())).isInstanceOf(RedisOutage.class);
    }
  }
}
