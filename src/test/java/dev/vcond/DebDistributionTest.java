package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package as dpkg sees it, where dpkg is installed. */
final class DebDistributionTest {
  private static final Path DPKG = Path.of("/usr/bin/dpkg-deb");

  private static String dpkg(String... arguments) throws Exception {
    List<String> command =
        Stream.of(Stream.of(DPKG.toString()), Stream.of(arguments), Stream.of(deb().toString()))
            .flatMap(each -> each)
            .toList();
    Process dpkg = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(dpkg.getInputStream().readAllBytes(), UTF_8);
    assertThat(dpkg.waitFor()).as(said).isZero();
    return said;
  }

  private static Path deb() throws IOException {
    String version = System.getProperty("project.version", "");
    try (var files =
        Files.newDirectoryStream(Path.of("target"), "vcond_" + version + "*_all.deb")) {
      return files.iterator().next();
    }
  }

  @Test
  void it_has_the_unit_the_page_the_completions_and_a_configuration_that_stays() throws Exception {
    assertThat(deb()).isNotEmptyFile();
    if (!Files.isExecutable(DPKG)) {
      return;
    }
    assertThat(dpkg("--contents"))
        .contains(
            "./usr/bin/vcond -> ../share/vcond/bin/vcond",
            "./usr/share/vcond/config.yml -> /etc/vcond/config.yml",
            "./usr/share/vcond/lib/vcond-",
            "./usr/lib/systemd/system/vcond.service",
            "./usr/lib/systemd/system/vcond@.service",
            "./usr/lib/sysusers.d/vcond.conf",
            "./usr/lib/tmpfiles.d/vcond.conf",
            "./usr/share/man/man1/vcond.1.gz",
            "./usr/share/bash-completion/completions/vcond",
            "./usr/share/zsh/vendor-completions/_vcond",
            "./usr/share/fish/vendor_completions.d/vcond.fish")
        .doesNotContain("/opt/", "config.test.yml -> ");
    assertThat(dpkg("--info"))
        .contains(" Package: vcond\n", " Recommends: openjdk-25-jre-headless")
        .doesNotContain("Depends: openjdk");
  }

  @Test
  void its_unit_runs_what_it_installs() throws Exception {
    String unit = Files.readString(Path.of("target/deb/usr/lib/systemd/system/vcond.service"));

    assertThat(unit)
        .contains("ExecStart=/usr/share/vcond/bin/vcond run --config /etc/vcond/config.yml\n")
        .doesNotContain("/opt/vcond");
  }
}
