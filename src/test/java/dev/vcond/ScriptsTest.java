package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * bin/vcond and bin/jdk in a made-up installation, whose {@code java} only tells how it was called.
 */
final class ScriptsTest {
  private static final String TELLING_JAVA =
      """
      #!/bin/sh
      printf 'VCOND_HOME=%s\\n' "$VCOND_HOME"
      printf 'LC_ALL=%s\\n' "$LC_ALL"
      printf 'PWD=%s\\n' "$PWD"
      for argument; do printf '[%s]\\n' "$argument"; done
      """;

  private final Path folder;
  private final Path home;

  ScriptsTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.home = this.folder.resolve("vcond");
  }

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    for (String script : List.of("vcond", "jdk")) {
      Files.copy(Path.of("bin", script), home.resolve("bin").resolve(script));
    }
  }

  @Test
  void a_new_enough_java_home_is_taken() throws Exception {
    Path jdk = jdk("25.0.3");

    assertThat(run(Map.of("JAVA_HOME", jdk.toString()), folder, "bin/jdk")).isEqualTo(jdk + "\n");
  }

  @Test
  void an_early_access_java_counts_by_its_number() throws Exception {
    Path jdk = jdk("27-ea");

    assertThat(run(Map.of("JAVA_HOME", jdk.toString()), folder, "bin/jdk")).isEqualTo(jdk + "\n");
  }

  @Test
  void an_older_java_home_is_passed_over_for_the_java_on_the_path() throws Exception {
    Path old = jdk("17.0.15");
    Path newer = jdk("26");

    String found =
        run(
            Map.of("JAVA_HOME", old.toString(), "PATH", newer + "/bin:" + System.getenv("PATH")),
            folder,
            "bin/jdk");

    assertThat(found).isEqualTo(newer + "\n");
  }

  @Test
  void the_callers_folder_and_arguments_reach_the_program_unchanged() throws Exception {
    Path caller = Files.createDirectories(folder.resolve("some where"));

    String told = vcond(Map.of(), caller, "submit", "a file.json", "");

    assertThat(told)
        .contains("PWD=" + caller + "\n", "VCOND_HOME=" + home + "\n")
        .contains("[-cp]\n[" + home + "/lib/*]\n")
        .endsWith("[dev.vcond.cli.Main]\n[submit]\n[a file.json]\n[]\n");
  }

  @Test
  void a_link_in_another_folder_finds_the_installation() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("vcond-link"), home.resolve("bin/vcond"));

    String told =
        run(Map.of("JAVA_HOME", jdk("25").toString()), folder, link.toString(), "version");

    assertThat(told).contains("VCOND_HOME=" + home + "\n");
  }

  @Test
  void only_the_long_running_commands_get_the_second_compiler() throws Exception {
    String quick = "[-XX:TieredStopAtLevel=1]";

    assertThat(vcond(Map.of(), folder, "queues")).contains(quick);
    assertThat(vcond(Map.of(), folder)).contains(quick);
    assertThat(vcond(Map.of(), folder, "run")).doesNotContain(quick);
    assertThat(vcond(Map.of(), folder, "demo")).contains(quick);
    assertThat(vcond(Map.of(), folder, "demo", "--count", "50000")).doesNotContain(quick);
  }

  @Test
  void own_flags_come_last_and_an_own_collector_is_the_only_one() throws Exception {
    String told = vcond(Map.of("VCOND_JAVA_OPTS", "-Xmx1g  -XX:+UseZGC"), folder, "run");

    assertThat(told).contains("[-Xmx1g]\n[-XX:+UseZGC]\n[-cp]").doesNotContain("UseSerialGC");
  }

  @Test
  void files_with_umlauts_can_be_named_in_the_posix_locale() throws Exception {
    assertThat(vcond(Map.of("LC_ALL", "C"), folder, "run")).contains("LC_ALL=C.UTF-8\n");
    assertThat(vcond(Map.of("LC_ALL", "de_DE.UTF-8"), folder, "run"))
        .contains("LC_ALL=de_DE.UTF-8\n");
  }

  private String vcond(Map<String, String> environment, Path caller, String... arguments)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", jdk("25").toString());
    List<String> command = new ArrayList<>(List.of("bin/vcond"));
    command.addAll(List.of(arguments));
    return run(all, caller, command.toArray(String[]::new));
  }

  private String run(Map<String, String> environment, Path caller, String... command)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, home.resolve(command[0]).toString());
    ProcessBuilder builder = new ProcessBuilder(words).directory(caller.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "VCOND_JAVA_OPTS"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }

  private Path jdk(String version) throws IOException {
    Path jdk = folder.resolve("jdk-" + version);
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, TELLING_JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }
}
