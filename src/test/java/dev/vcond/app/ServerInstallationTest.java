package dev.vcond.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.Overrides;
import dev.vcond.testserver.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration of vcon-server, given to us as it is. */
class ServerInstallationTest {
  private static final Path RESOURCES = Path.of("src/test/resources/dev/vcond/app");
  private static final Path ANSWER = RESOURCES.resolve("vcon-server-installation.txt");

  @TempDir Path folder;

  private static String configuration() throws IOException {
    return Files.readString(RESOURCES.resolve("vcon-server-installation.yml"));
  }

  /**
   * What {@code vcond check} prints is compared with a file of the sources. Where the change is
   * meant: {@code -Dupdate.answers}, and read the difference.
   */
  @Test
  void every_line_that_needs_a_change_is_told_with_what_to_do() throws Exception {
    String said = said(configuration());
    if (Boolean.getBoolean("update.answers")) {
      Files.writeString(ANSWER, said);
    }
    assertThat(Files.writeString(folder.resolve("answer.txt"), said))
        .hasSameTextualContentAs(ANSWER);
  }

  @Test
  void with_its_chains_disabled_the_daemon_starts() throws Exception {
    String disabled = configuration().replace("enabled: 1", "enabled: 0");
    try (EmbeddedRedis redis = TestRedis.start();
        var daemon = RunningDaemon.start(folder, over(redis, disabled))) {
      assertThat(daemon.ready().get("/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_chain_of_modules_that_vcond_has_runs_without_a_change() throws Exception {
    String only =
        configuration()
            .replaceAll("(?s)(  (?!ours)\\w+:\n    links:.*?)enabled: 1", "$1enabled: 0");
    assertThat(only).contains("enabled: 1");
    try (EmbeddedRedis redis = TestRedis.start();
        var daemon = RunningDaemon.start(folder, over(redis, only))) {
      assertThat(daemon.ready().get("/readyz").body()).contains("ours");
    }
  }

  private String over(EmbeddedRedis redis, String configuration) {
    return configuration
        .replaceFirst("---", "redis: {url: \"" + redis.url() + "\"}")
        .replace("path: calls", "path: " + folder.resolve("calls"));
  }

  private String said(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), configuration);
    try (Catalog catalog = Catalog.builtIn()) {
      Blueprint.read(file, Map.of(), Overrides.none(), catalog);
      return "fine";
    } catch (ConfigException e) {
      return e.problems().stream().map(this::line).collect(joining("\n", "", "\n"));
    }
  }

  /** The list of all modules changes with each new one, and says nothing about this file. */
  private String line(ConfigProblem problem) {
    return problem
        .toString()
        .replace(folder + "/", "")
        .replaceAll("Known are \\S+(, \\S+)*\\.", "Known are ....");
  }
}
