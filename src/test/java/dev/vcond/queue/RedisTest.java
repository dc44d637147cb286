package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.RedisBinary;
import dev.vcond.config.RedisUrl;
import dev.vcond.testkit.FaultProxy;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTest {
  private static QueueBench bench;
  private static FaultProxy proxy;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    proxy =
        FaultProxy.before(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.server.port()));
    bench.connect("redis://127.0.0.1:" + proxy.address().getPort(), QueueBench.QUICK);
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
    proxy.close();
  }

  @BeforeEach
  void empty() {
    bench.renew();
  }

  private static void awaitAnswers() {
    await().ignoreExceptions().until(() -> Redis.await(bench.redis().queue().ping()) != null);
  }

  @Test
  void what_was_on_its_way_when_a_connection_broke_is_not_sent_again_by_the_client() {
    proxy.hang();
    var lost = bench.redis().queue().incr(raw("count"));
    proxy.resetConnections();
    proxy.up();
    awaitAnswers();
    await().until(() -> lost.toCompletableFuture().isDone());
    assertThatThrownBy(() -> Redis.await(lost)).isInstanceOf(RedisOutage.class);
    assertThat(bench.look.get("count")).isNull();
  }

  @Test
  void without_a_connection_a_command_fails_at_once_and_is_not_kept_for_later() {
    proxy.down();
    await()
        .ignoreExceptions()
        .until(() ->
            Redis.rootMessage(bench.redis().queue().ping().toCompletableFuture().exceptionNow())
                .startsWith("Currently not connected"));
    var refused = bench.redis().queue().incr(raw("count")).toCompletableFuture();
    assertThat(refused).isCompletedExceptionally();
    assertThat(Redis.mayHaveRun(refused.exceptionNow())).isFalse();
    proxy.up();
    awaitAnswers();
    assertThat(bench.look.get("count")).isNull();
  }

  @Test
  void a_mute_connection_fails_what_waits_on_it_and_is_replaced() {
    proxy.muteConnections();
    var lost = bench.redis().queue().incr(raw("count"));
    assertThatThrownBy(() -> Redis.await(lost)).isInstanceOf(RedisOutage.class);
    await()
        .ignoreExceptions()
        .until(() -> {
          bench.redis().probe();
          return Redis.await(bench.redis().queue().ping()) != null;
        });
    assertThat(bench.look.get("count")).isNull();
  }

  @Test
  void closed_it_answers_with_a_failure_instead_of_throwing() throws Exception {
    var closed = Redis.connect(RedisUrl.parse(bench.server.url()));
    closed.close();
    await()
        .until(() ->
            Redis.<Long>run(
                    closed.queue(),
                    Script.REENTER,
                    ScriptOutputType.INTEGER,
                    new byte[][] {raw("key")},
                    raw("id"),
                    raw("claim"))
                .toCompletableFuture()
                .isCompletedExceptionally());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "BUSY Redis is busy running a script.",
        "MISCONF Redis is configured to save RDB snapshots",
        "READONLY You can't write against a read only replica.",
        "MASTERDOWN Link with MASTER is down",
        "NOREPLICAS Not enough good replicas to write.",
        "NOAUTH Authentication required.",
        "WRONGPASS invalid username-password pair"
      })
  void an_answer_that_redis_cannot_work_now_is_an_outage(String answer) {
    var failed =
        CompletableFuture.failedFuture(
            new CompletionException(new RedisCommandExecutionException(answer)));
    assertThatThrownBy(() -> Redis.await(failed)).isInstanceOf(RedisOutage.class);
    assertThat(Redis.refused(failed.exceptionNow())).isFalse();
    assertThat(Redis.mayHaveRun(failed.exceptionNow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRONGTYPE Operation against a key holding the wrong kind of value",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "NOPERM this user has no permissions to run the 'eval' command",
        "ERR unknown command",
        "LOADINGS of it"
      })
  void any_other_answer_is_a_refusal(String answer) {
    var failed = CompletableFuture.failedFuture(new RedisCommandExecutionException(answer));
    assertThatThrownBy(() -> Redis.await(failed))
        .isInstanceOf(RedisRefusal.class)
        .hasMessage(answer);
    assertThat(Redis.mayHaveRun(failed.exceptionNow())).isFalse();
  }

  @Test
  void what_was_stopped_in_the_middle_or_never_answered_may_have_run() {
    var middle = new RedisCommandExecutionException("ERR no script: 79bad, on @user_script:2.");
    assertThat(Redis.mayHaveRun(middle)).isTrue();
    assertThat(Redis.mayHaveRun(new RedisException("Connection disconnected"))).isTrue();
    assertThat(Redis.mayHaveRun(new CompletionException(new IOException("reset")))).isTrue();
  }

  @Test
  void a_server_that_is_too_old_or_a_cluster_is_refused_with_a_word() {
    assertThat(ServerCheck.of(Map.of("version", "6.2.7", "mode", "standalone")).orElseThrow())
        .contains("6.2.7", "vcond needs Redis 7.0");
    assertThat(ServerCheck.of(Map.of("version", "7.0.0", "mode", "standalone"))).isEmpty();
    assertThat(ServerCheck.of(Map.of("version", "10.1", "mode", "standalone"))).isEmpty();
    assertThat(ServerCheck.of(Map.of("version", "7.0.15", "mode", "sentinel")).orElseThrow())
        .contains("it is a Sentinel", "redis-sentinel://");
    assertThat(ServerCheck.of(Map.of("version", "unstable"))).isEmpty();
    assertThat(ServerCheck.of(Map.of())).isEmpty();
  }

  @Test
  void a_real_cluster_node_is_refused() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process node =
        new ProcessBuilder(
                RedisBinary.in(folder).toString(),
                "--port",
                Integer.toString(port),
                "--cluster-port",
                Integer.toString(port == 65_535 ? 1_024 : port + 1),
                "--bind",
                "127.0.0.1",
                "--cluster-enabled",
                "yes",
                "--dir",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      var url = RedisUrl.parse("redis://127.0.0.1:" + port);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThatThrownBy(() -> Redis.connect(url))
                  .isInstanceOf(RedisOutage.class)
                  .hasMessageContaining("it is a node of a Redis Cluster"));
    } finally {
      node.destroyForcibly().waitFor();
    }
  }
}
