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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units are read the way systemd reads them, and by systemd itself where it is installed. */
final class SystemdUnitTest {
  private static final Path SYSTEMD = Path.of("systemd");
  private static final String NOT_INSTALLED = "systemd is not installed here";
  private static final String RUN = "/opt/vcond/bin/vcond run --config /etc/vcond/config.yml";
  private static final String CHECK = "/opt/vcond/bin/vcond check --config /etc/vcond/config.yml";

  @Test
  void it_checks_and_then_starts_the_distribution_as_a_user_of_its_own() throws IOException {
    assertThat(service())
        .containsEntry("Type", "notify")
        .containsEntry("ExecStartPre", CHECK)
        .containsEntry("ExecStart", RUN)
        .containsEntry("EnvironmentFile", "-/etc/vcond/environment")
        .containsEntry("User", "vcond")
        .containsEntry("StateDirectory", "vcond");
  }

  @Test
  void it_starts_again_after_a_crash_but_not_after_a_wrong_configuration() throws IOException {
    assertThat(service())
        .containsEntry("Restart", "on-abnormal")
        .containsEntry("RestartForceExitStatus", "1 3 69 70")
        .containsEntry("SuccessExitStatus", "143")
        .containsKey("WatchdogSec");
  }

  @Test
  void redis_may_be_away_for_as_long_as_it_likes_before_the_daemon_is_ready() throws IOException {
    assertThat(service()).containsEntry("TimeoutStartSec", "infinity");
  }

  @Test
  void the_daemon_alone_is_told_to_stop_and_asks_for_the_time_that_it_takes() throws IOException {
    assertThat(service())
        .containsEntry("KillSignal", "SIGTERM")
        .containsEntry("KillMode", "mixed")
        .containsEntry("NotifyAccess", "main");
  }

  @Test
  void nothing_in_it_forbids_the_jvm_to_compile() throws IOException {
    assertThat(service())
        .containsEntry("ProtectSystem", "strict")
        .containsEntry("NoNewPrivileges", "yes")
        .doesNotContainKey("MemoryDenyWriteExecute");
  }

  @Test
  void the_template_is_the_unit_with_an_instances_own_places() throws IOException {
    List<String> expected =
        Files.readAllLines(SYSTEMD.resolve("vcond.service")).stream()
            .map(line ->
                line.replace("/etc/vcond/config.yml", "/etc/vcond/%i.yml")
                    .replace("/etc/vcond/environment", "/etc/vcond/%i.environment")
                    .replace("/var/lib/vcond", "/var/lib/vcond/%i")
                    .replaceFirst("^StateDirectory=vcond$", "StateDirectory=vcond/%i")
                    .replaceFirst("^Description=vcond,", "Description=vcond %i,"))
            .toList();

    assertThat(keys(Files.readAllLines(SYSTEMD.resolve("vcond@.service"))))
        .isEqualTo(keys(expected));
    assertThat(Files.readString(SYSTEMD.resolve("notify-reload@.conf")))
        .contains("ExecReload=/opt/vcond/bin/vcond check --config /etc/vcond/%i.yml\n");
  }

  @Test
  void a_newer_systemd_sends_the_signal_itself_and_still_has_the_file_checked() throws IOException {
    assertThat(keys(Files.readAllLines(SYSTEMD.resolve("notify-reload.conf"))))
        .containsExactly("[Service]", "Type=notify-reload", "ExecReload=", "ExecReload=" + CHECK);
  }

  /** {@code systemd-analyze verify} exits 0 on unknown keys: its output is the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"vcond.service", "vcond@.service"})
  void systemd_has_nothing_to_say_about_it(String name, @TempDir Path folder) throws Exception {
    String unit =
        Files.readString(SYSTEMD.resolve(name))
            .replace("/opt/vcond/", Path.of("").toAbsolutePath() + "/");
    Path installed = Files.writeString(folder.resolve(name.replace("@", "@blue")), unit);

    assertThat(analyze("verify", "--man=no", installed.toString())).isIn("", NOT_INSTALLED);
  }

  @Test
  void its_exposure_is_at_most_one_and_a_half() throws Exception {
    String unit = SYSTEMD.resolve("vcond.service").toString();

    assertThat(analyze("security", "--offline=true", "--no-pager", "--threshold=15", unit))
        .containsAnyOf("Overall exposure level", NOT_INSTALLED);
  }

  private static String analyze(String... arguments) throws Exception {
    if (!isInstalled("systemd-analyze")) {
      return NOT_INSTALLED;
    }
    List<String> command =
        Stream.concat(Stream.of("systemd-analyze"), Stream.of(arguments)).toList();
    Process analyze = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(analyze.getInputStream().readAllBytes(), UTF_8);
    assertThat(analyze.waitFor()).as(said).isZero();
    return said;
  }

  private static List<String> keys(List<String> lines) {
    return lines.stream().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
  }

  /** The first of each key. */
  private static Map<String, String> service() throws IOException {
    Map<String, String> keys = new HashMap<>();
    String section = "";
    for (String line : keys(Files.readAllLines(SYSTEMD.resolve("vcond.service")))) {
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Service]")) {
        List<String> pair = List.of(line.split("=", 2));
        keys.putIfAbsent(pair.get(0), pair.get(1));
      }
    }
    return keys;
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
