package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit is read the way systemd reads it, and by systemd itself where it is installed. */
final class SystemdUnitTest {
  private static final Path UNIT = Path.of("systemd/vcond.service");

  @Test
  void it_starts_the_distribution_as_a_user_of_its_own() throws IOException {
    assertThat(service())
        .containsEntry("ExecStart", "/opt/vcond/bin/vcond run --config /etc/vcond/config.yml")
        .containsEntry("EnvironmentFile", "-/etc/vcond/environment")
        .containsEntry("User", "vcond")
        .containsEntry("StateDirectory", "vcond");
  }

  @Test
  void it_starts_again_after_a_crash_but_not_after_a_wrong_configuration() throws IOException {
    assertThat(service())
        .containsEntry("Restart", "on-failure")
        .containsEntry("RestartPreventExitStatus", "64 78")
        .containsEntry("SuccessExitStatus", "143");
  }

  @Test
  void the_drain_ends_before_systemd_loses_its_patience() throws IOException {
    int drainSeconds = 30;

    assertThat(service()).containsEntry("KillSignal", "SIGTERM").containsEntry("KillMode", "mixed");
    assertThat(Integer.parseInt(service().getOrDefault("TimeoutStopSec", "0")))
        .isGreaterThan(drainSeconds);
  }

  @Test
  void nothing_in_it_forbids_the_jvm_to_compile() throws IOException {
    assertThat(service())
        .containsEntry("ProtectSystem", "strict")
        .containsEntry("NoNewPrivileges", "yes")
        .doesNotContainKey("MemoryDenyWriteExecute");
  }

  /** {@code systemd-analyze verify} exits 0 on unknown keys: its output is the answer. */
  @Test
  void systemd_has_nothing_to_say_about_it(@TempDir Path folder) throws Exception {
    if (!isInstalled("systemd-analyze")) {
      return;
    }
    String installed =
        Files.readString(UNIT).replace("/opt/vcond/", Path.of("").toAbsolutePath() + "/");
    Path unit = Files.writeString(folder.resolve("vcond.service"), installed);

    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), UTF_8);

    assertThat(said).isEmpty();
    assertThat(verify.waitFor()).isZero();
  }

  private static Map<String, String> service() throws IOException {
    Map<String, String> keys = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(UNIT)) {
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Service]") && !line.startsWith("#") && line.contains("=")) {
        List<String> pair = List.of(line.split("=", 2));
        keys.put(pair.get(0), pair.get(1));
      }
    }
    return keys;
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
