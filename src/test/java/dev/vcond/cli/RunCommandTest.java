package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.app.systemd.UnixReceiver;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir Path folder;

  private Path config(String redis, int adminPort) throws IOException {
    return Files.writeString(
        folder.resolve("config.yml"),
        """
        redis: {url: "%s"}
        admin: {listen: "127.0.0.1:%d"}
        worker: {drain_timeout: 1h}
        links: {wait: {module: links.delay, options: {seconds: 9m}}}
        chains: {slow: {links: [wait], ingress_lists: [in], timeout: 2h}}
        """
            .formatted(redis, adminPort));
  }

  @Test
  void a_taken_port_ends_the_start_with_69_and_a_way_out() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = config("redis://127.0.0.1:1", taken.getLocalPort());

      Shell.Result result = new Shell().run("run", "--config", file.toString());

      assertThat(result.exit()).isEqualTo(69);
      assertThat(result.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "admin.listen");
    }
  }

  @Test
  void the_first_signal_drains_the_second_gives_back_and_it_ends_with_0() throws Throwable {
    String socket = folder.resolve("notify").toString();
    try (EmbeddedRedis server = TestRedis.start();
        var systemd = new UnixReceiver(socket)) {
      RedisClient client = RedisClient.create(server.url());
      var redis = client.connect().sync();
      String id = UUID.randomUUID().toString();
      redis.set("vcon:" + id, "{}");
      redis.rpush("in", id);
      Process vcond = start(config(server.url(), 0), Map.of("NOTIFY_SOCKET", socket));
      try (BufferedReader log = vcond.errorReader()) {
        List<String> said = new ArrayList<>(readTo("vcond claims from Redis", log));
        await().atMost(Duration.ofSeconds(30)).until(() -> redis.hlen("vcond:{in}:inflight") == 1);

        await().until(() -> systemd.heard().stream().anyMatch(it -> it.startsWith("READY=1")));
        vcond.toHandle().destroy();
        said.addAll(readTo("In work: 1. It may take up to 3600 s", log));
        vcond.toHandle().destroy();
        said.addAll(readTo("vcond has stopped", log));

        assertThat(vcond.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(vcond.exitValue()).isZero();
        assertThat(redis.lrange("in", 0, -1)).containsExactly(id);
        assertThat(String.join("\n", said))
            .contains(
                "starts with " + folder.resolve("config.yml"),
                "Lists in -> chain slow (links wait) -> no storage.",
                "Metrics and health are at http://127.0.0.1:",
                "vcond claims from Redis at " + server.url(),
                "SIGTERM, number 2",
                "Ended while vcond stopped: 0. Given back to the head of their list: 1.")
            .doesNotContain(id, "ERROR", "Exception");
        await()
            .untilAsserted(() ->
                assertThat(systemd.heard().getLast()).isEqualTo("EXTEND_TIMEOUT_USEC=15000000"));
        assertThat(systemd.heard()).anySatisfy(it -> assertThat(it).startsWith("STOPPING=1\n"));
      } finally {
        vcond.destroyForcibly();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
    }
  }

  private static Process start(Path config, Map<String, String> environment) throws IOException {
    ProcessBuilder vcond =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vcond.cli.Main",
            "run",
            "--config",
            config.toString());
    vcond.environment().putAll(environment);
    return vcond.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<String> readTo(String text, BufferedReader log) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
    }
    throw new AssertionError("not said: " + text + "; said: " + lines);
  }
}
