package dev.vcond.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.RedisUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {
  @TempDir private Path folder;

  @Test
  void a_real_server_answers_and_ends() throws Exception {
    EmbeddedRedis redis = start(false);
    assertThat(command(redis, "INFO server")).contains("redis_version:");
    redis.close();

    assertThatThrownBy(() -> command(redis, "PING")).isInstanceOf(IOException.class);
  }

  @Test
  void the_packed_program_may_be_run_by_its_owner_only() throws Exception {
    Path program = RedisProgram.unpacked(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program)))
        .isEqualTo("rwx------");
  }

  @Test
  void data_outlives_the_server_if_asked_for() throws Exception {
    try (EmbeddedRedis redis = start(true)) {
      assertThat(command(redis, "SET kept yes")).startsWith("+OK");
    }
    try (EmbeddedRedis redis = start(true)) {
      assertThat(command(redis, "GET kept")).contains("yes");
    }
  }

  @Test
  void a_server_that_a_killed_jvm_left_behind_is_stopped_first() throws Exception {
    try (EmbeddedRedis forgotten = start(true);
        EmbeddedRedis redis = startAfterWriting(forgotten)) {
      assertThat(command(redis, "GET kept")).contains("yes");
      assertThatThrownBy(() -> command(forgotten, "PING")).isInstanceOf(IOException.class);
    }
  }

  private EmbeddedRedis startAfterWriting(EmbeddedRedis forgotten) throws Exception {
    assertThat(command(forgotten, "SET kept yes")).startsWith("+OK");
    return start(true);
  }

  @Test
  void the_server_of_a_jvm_that_lives_is_left_alone() throws Exception {
    try (EmbeddedRedis redis = start(true)) {
      Path note = folder.resolve("redis.running");
      // The server itself stands in for another JVM: any process that lives.
      List<String> words = List.of(Files.readString(note).split(" ", -1));
      Files.writeString(
          note,
          String.join(" ", words.get(0), words.get(1), words.get(2), words.get(0), words.get(1)));

      assertThatThrownBy(() -> start(true))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "Another vcond (process " + words.get(0) + ")", folder.toString());
      assertThat(command(redis, "PING")).startsWith("+PONG");
    }
  }

  @Test
  void tools_find_the_server_of_a_folder_while_it_runs() throws Exception {
    var home = RedisHome.of(Map.of("STATE_DIRECTORY", folder.toString()));
    assertThat(home.running()).isEmpty();
    try (EmbeddedRedis redis =
        EmbeddedRedis.start(new EmbeddedRedis.Settings(home.folder(), 0, false))) {
      assertThat(home.running()).contains(RedisUrl.parse(redis.url()));
    }
    assertThat(home.folder()).isEqualTo(folder.resolve("redis"));
    assertThat(home.running()).as("after its end").isEmpty();
  }

  @Test
  void a_note_about_another_process_is_no_server() throws Exception {
    var note = folder.resolve("redis.running");
    var me = ProcessHandle.current();
    for (String text :
        List.of(
            me.pid() + " 1999-12-31T23:59:59Z 6379", "no note at all", "", "999999999999 x 1")) {
      Files.writeString(note, text);
      assertThat(new RedisHome(folder).running()).as(text).isEmpty();
    }
  }

  @Test
  void a_port_that_is_taken_is_reported_with_the_words_of_the_server() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              EmbeddedRedis.start(new EmbeddedRedis.Settings(folder, taken.getLocalPort(), false)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Failed listening on port " + taken.getLocalPort());
    }
  }

  private EmbeddedRedis start(boolean appendOnly) throws Exception {
    return EmbeddedRedis.start(new EmbeddedRedis.Settings(folder, 0, appendOnly));
  }

  private static String command(EmbeddedRedis redis, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
