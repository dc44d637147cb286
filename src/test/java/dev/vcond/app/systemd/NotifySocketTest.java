package dev.vcond.app.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifySocketTest {
  @TempDir private Path folder;

  private static void hears(UnixReceiver receiver, String... messages) {
    await().untilAsserted(() -> assertThat(receiver.heard()).containsExactly(messages));
  }

  @Test
  void each_message_is_one_datagram_to_the_socket_of_the_environment() throws Throwable {
    String path = folder.resolve("notify").toString();
    try (var receiver = new UnixReceiver(path)) {
      Supervisor manager = Supervisor.of(Map.of("NOTIFY_SOCKET", path)).orElseThrow();

      manager.tell("READY=1", "STATUS=Müßig.");
      manager.tell("WATCHDOG=1");

      hears(receiver, "READY=1\nSTATUS=Müßig.", "WATCHDOG=1");
    }
  }

  @Test
  void a_name_after_an_at_sign_is_an_abstract_one() throws Throwable {
    String name = "@vcond-test-" + UUID.randomUUID();
    try (var receiver = new UnixReceiver(name)) {
      Supervisor.of(Map.of("NOTIFY_SOCKET", name)).orElseThrow().tell("READY=1");

      hears(receiver, "READY=1");
    }
  }

  @Test
  void without_a_socket_there_is_nobody_to_tell() {
    assertThat(Supervisor.of(Map.of())).isEmpty();
    assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
    assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"))).isEmpty();
  }

  @Test
  void a_socket_that_nobody_listens_at_harms_nobody() throws Throwable {
    String path = folder.resolve("notify").toString();
    NotifySocket socket = NotifySocket.to(path);
    socket.tell("READY=1");

    try (var receiver = new UnixReceiver(path)) {
      socket.tell("WATCHDOG=1");

      hears(receiver, "WATCHDOG=1");
    }
  }

  @Test
  void a_path_that_no_socket_can_have_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> NotifySocket.to("/" + "x".repeat(107)));
  }

  @Test
  void the_watchdog_is_meant_for_this_process_or_for_nobody() {
    Map<String, String> everybody = Map.of("WATCHDOG_USEC", "30000000");
    Map<String, String> us = Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711");

    assertThat(Supervisor.watchdog(everybody, 4711)).contains(Duration.ofSeconds(30));
    assertThat(Supervisor.watchdog(us, 4711)).contains(Duration.ofSeconds(30));
    assertThat(Supervisor.watchdog(us, 4712)).isEmpty();
    assertThat(Supervisor.watchdog(Map.of("WATCHDOG_USEC", "0"), 4711)).isEmpty();
    assertThat(Supervisor.watchdog(Map.of(), 4711)).isEmpty();
  }
}
