package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --connect} finds behind a configuration. */
final class CheckConnectTest {
  @TempDir private Path folder;
  private OpenRedis redis;

  @BeforeEach
  void start() {
    redis = OpenRedis.start();
    redis.commands().configSet(Map.of("appendonly", "yes", "maxmemory-policy", "noeviction"));
    // While Redis writes its first append-only file it refuses to stop.
    await()
        .until(() ->
            redis.commands().info("persistence").contains("aof_rewrite_in_progress:0")
                && redis.commands().info("persistence").contains("aof_rewrite_scheduled:0"));
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
  }

  private Shell.Result check(String url, String storages, String... more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            redis: {url: '%s'}
            storages:
              disk: {module: storage.file, options: {path: '%s'}}
            %s
            chains: {main: {storages: [disk], ingress_lists: [in], egress_lists: [out]}}
            """
                .formatted(url, folder.resolve("vcons"), storages.indent(2)));
    var arguments = new ArrayList<>(List.of("--connect"));
    arguments.addAll(List.of(more));
    return new Shell().run("check", file, arguments.toArray(String[]::new));
  }

  /** Its name and version, as the server itself tells them. */
  private String server() {
    String info = redis.commands().info("server");
    Matcher valkey = Pattern.compile("(?m)^valkey_version:(\\S+)").matcher(info);
    return valkey.find()
        ? "Valkey " + valkey.group(1)
        : "Redis " + info.replaceFirst("(?s).*redis_version:(\\S+).*", "$1");
  }

  @Test
  void everything_that_works_has_a_line() throws Exception {
    Shell.Result fine = check(redis.url(), "");
    assertThat(fine.exit()).isZero();
    assertThat(fine.out().lines().skip(1))
        .satisfiesExactly(
            said ->
                assertThat(said)
                    .matches(
                        "redis: ok in \\d+ ms: \\Q%s at %s\\E: appendonly yes, no maxmemory, maxmemory-policy noeviction\\."
                            .formatted(server(), redis.url())),
            said -> assertThat(said).matches("storage disk: ok in \\d+ ms: works\\."));
  }

  @Test
  void what_endangers_data_is_a_warning_with_what_to_do() throws Exception {
    redis.commands().configSet(Map.of("appendonly", "no", "maxmemory-policy", "allkeys-lru"));
    Shell.Result warned = check(redis.url(), "");
    assertThat(warned.exit()).isZero();
    assertThat(warned.out())
        .contains("redis: warning: maxmemory-policy is allkeys-lru")
        .contains("CONFIG SET maxmemory-policy noeviction")
        .contains("redis: warning: it keeps no append-only file");
    redis.commands().configSet(Map.of("maxmemory", "1"));
    assertThat(check(redis.url(), "").out()).contains("bytes of maxmemory are used");
  }

  @Test
  void a_replica_is_no_place_to_work() throws Exception {
    redis.commands().replicaof("127.0.0.1", 1);
    assertThat(check(redis.url(), "").out()).contains("it is a replica", "name the master");
  }

  @Test
  void what_the_user_may_not_do_is_named() throws Exception {
    redis
        .commands()
        .aclSetuser(
            "vcond",
            AclSetuserArgs.Builder.on()
                .addPassword("hunter2")
                .allKeys()
                .allCommands()
                .removeCommand(CommandType.LTRIM)
                .removeCommand(CommandType.INFO));
    Shell.Result refused = check(redis.url().replace("//", "//vcond:hunter2@"), "");
    assertThat(refused.exit()).isEqualTo(69);
    assertThat(refused.out())
        .contains("redis: failed:", "LTRIM on in.", "ACL SETUSER")
        .contains("redis: warning: it does not tell this user (INFO)")
        .doesNotContain("hunter2");
    Shell.Result wrong = check(redis.url().replace("//", "//vcond:hunter3@"), "");
    assertThat(wrong.exit()).isEqualTo(69);
    assertThat(wrong.out())
        .contains("redis: failed:", "WRONGPASS", "redis.url")
        .doesNotContain("hunter3");
  }

  @Test
  void each_is_asked_whatever_the_others_say_and_none_is_waited_for_for_long() throws Exception {
    try (FaultProxy proxy =
        FaultProxy.before(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(redis.url()).getPort()))) {
      proxy.hang();
      long begun = System.nanoTime();
      String address = "127.0.0.1:" + proxy.address().getPort();
      Shell.Result some =
          check(
              redis.url(),
              """
              mute: {module: storage.redis_storage, options: {redis_url: 'redis://:hunter2@%s'}}
              gone: {module: storage.redis_storage, options: {redis_url: 'redis://127.0.0.1:1'}}
              """
                  .formatted(address),
              "--json",
              "--timeout",
              "2");
      assertThat(System.nanoTime() - begun).isLessThan(8_000_000_000L);
      assertThat(some.exit()).isEqualTo(69);
      JsonNode connections = some.json().get("connections");
      assertThat(connections.findValuesAsText("name"))
          .containsExactly("redis", "storage disk", "storage mute", "storage gone");
      assertThat(connections.findValuesAsText("ok"))
          .containsExactly("true", "true", "false", "false");
      assertThat(connections.get(1).get("milliseconds").asDouble()).isBetween(0.001, 2000.0);
      assertThat(connections.get(3).has("milliseconds")).isFalse();
      assertThat(connections.get(2).get("detail").asText()).contains("no answer within 2 s");
      assertThat(connections.get(3).get("detail").asText()).contains("refused");
      assertThat(some.out()).doesNotContain("hunter2");
    }
  }

  @Test
  void a_link_whose_program_is_missing_is_named_and_one_that_can_be_opened_is_not()
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            redis: {url: embedded}
            links:
              there: {module: links.exec, options: {command: [sh, x]}}
              missing: {module: links.exec, options: {command: [no-such-program, x]}}
            chains: {main: {links: [there, missing], ingress_lists: [in]}}
            """);
    Shell.Result found =
        new Shell().with("STATE_DIRECTORY", folder.toString()).run("check", file, "--connect");

    assertThat(found.exit()).isEqualTo(69);
    assertThat(found.out())
        .contains("link missing: failed: cannot be opened: There is no program no-such-program")
        .doesNotContain("link there");
  }

  @Test
  void an_embedded_redis_that_does_not_run_is_no_trouble() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            "redis: {url: embedded}\nchains: {main: {ingress_lists: [in]}}\n");
    Shell.Result fine =
        new Shell().with("STATE_DIRECTORY", folder.toString()).run("check", file, "--connect");
    assertThat(fine.exit()).isZero();
    assertThat(fine.out()).contains("redis: ok: embedded");
  }
}
