package dev.vcond.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnitSandboxTest {
  private static final Map<String, String> STARTED = Map.of("INVOCATION_ID", "5f");
  private static final String INSTANCE = "0::/system.slice/system-vcond.slice/vcond@blue.service\n";

  @Test
  void a_service_is_known_by_its_control_group() {
    assertThat(UnitSandbox.of(STARTED, INSTANCE, "vcond"))
        .contains(new UnitSandbox("vcond@blue.service", "vcond"));
  }

  @Test
  void what_nobody_started_as_a_service_has_no_sandbox() {
    assertThat(UnitSandbox.of(Map.of(), INSTANCE, "vcond")).isEmpty();
    assertThat(UnitSandbox.of(STARTED, "0::/\n", "vcond")).isEmpty();
  }

  @Test
  void the_advice_is_a_command_that_makes_the_drop_in() {
    assertThat(new UnitSandbox("vcond.service", "vcond").advice(Path.of("/srv/vcons")))
        .endsWith(
            "as root: install -d -o vcond '/srv/vcons' && mkdir -p"
                + " '/etc/systemd/system/vcond.service.d' && { echo '[Service]'; echo"
                + " 'ReadWritePaths=/srv/vcons'; } >"
                + " '/etc/systemd/system/vcond.service.d/srv-vcons.conf' && systemctl"
                + " daemon-reload && systemctl restart 'vcond.service'")
        .doesNotContain("\"", "\\");
  }

  @Test
  void a_folder_with_a_blank_is_one_folder_to_systemd_too() {
    assertThat(new UnitSandbox("vcond.service", "vcond").advice(Path.of("/srv/my vcons")))
        .contains("echo 'ReadWritePaths=\"/srv/my vcons\"'", "/srv-my-vcons.conf'");
  }
}
