package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTest {
  private static final Instance ME = Instance.ofThisProcess();

  /** As another process of this user on this host would have registered. */
  private static String registration(long pid, String started) {
    String[] parts = ME.registration().split("\\|", -1);
    parts[4] = Long.toString(pid);
    parts[5] = started;
    return String.join("|", parts);
  }

  private static String started(long pid) throws Exception {
    return Instance.startTimeIn(Files.readString(Path.of("/proc/" + pid + "/stat"))).orElseThrow();
  }

  @Test
  void its_name_is_new_at_every_start_and_can_stand_in_a_key() {
    assertThat(ME.id())
        .matches("[A-Za-z0-9._-]+-" + ProcessHandle.current().pid() + "-[0-9a-f]{8}");
    assertThat(Instance.ofThisProcess().id()).isNotEqualTo(ME.id());
    assertThat(ME.registration().split("\\|", -1))
        .hasSize(6)
        .doesNotContain("?", "")
        .satisfies(parts -> assertThat(parts[3]).matches("\\d+"));
  }

  @Test
  void a_process_that_lives_is_not_gone() {
    assertThat(ME.seesGone(ME.registration())).isFalse();
  }

  @Test
  void a_process_is_gone_when_it_has_ended() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String registration = registration(process.pid(), started(process.pid()));
    assertThat(ME.seesGone(registration)).isFalse();
    process.destroyForcibly().waitFor();
    assertThat(ME.seesGone(registration)).isTrue();
  }

  @Test
  void a_process_is_gone_when_another_one_has_its_pid() {
    assertThat(ME.seesGone(registration(ProcessHandle.current().pid(), "1"))).isTrue();
  }

  @Test
  void a_killed_process_that_its_parent_has_not_asked_for_yet_is_gone() throws Exception {
    // The shell turns into a sleep that knows nothing of its child.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
    try (var out = parent.inputReader()) {
      long child = Long.parseLong(out.readLine());
      String registration = registration(child, started(child));
      await().until(() -> Files.readString(Path.of("/proc/" + child + "/stat")).contains(") Z "));
      assertThat(ME.seesGone(registration)).isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_leader_that_ended_before_its_threads_still_lives() {
    String rest = " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 %d 0 4711 0";
    assertThat(Instance.startTimeIn("7 (a) b) Z" + rest.formatted(3))).contains("4711");
    assertThat(Instance.startTimeIn("7 (a) b) Z" + rest.formatted(1))).isEmpty();
    assertThat(Instance.startTimeIn("7 (a) b) S" + rest.formatted(1))).contains("4711");
    assertThat(Instance.startTimeIn("7 (a) S 1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, other-boot", "2, pid:[1]", "3, 4242"})
  void a_process_of_another_boot_container_or_user_counts_as_alive(int part, String value) {
    String[] parts = registration(ProcessHandle.current().pid(), "1").split("\\|", -1);
    assertThat(ME.seesGone(String.join("|", parts))).isTrue();
    parts[part] = value;
    assertThat(ME.seesGone(String.join("|", parts))).isFalse();
  }

  @Test
  void a_host_may_change_its_name_between_two_starts() {
    String[] parts = registration(ProcessHandle.current().pid(), "1").split("\\|", -1);
    parts[0] = "renamed";
    assertThat(ME.seesGone(String.join("|", parts))).isTrue();
  }

  @Test
  void what_cannot_be_read_counts_as_alive() {
    assertThat(ME.seesGone("")).isFalse();
    assertThat(ME.seesGone("a|b|c")).isFalse();
    assertThat(ME.seesGone(registration(ProcessHandle.current().pid(), "?"))).isFalse();
    String traversal = registration(1, "1").replace("|1|1", "|../1|1");
    assertThat(ME.seesGone(traversal)).isFalse();
    for (String part : List.of("?|ns|7", "boot|?|7", "boot|ns|?")) {
      var blind = new Instance("x", "host|" + part + "|1|1");
      assertThat(blind.seesGone("host|" + part + "|999999|1")).isFalse();
    }
  }
}
