package dev.vcond.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard that come with vcond. */
class MonitoringTest {
  private static final Path RULES = Path.of("systemd/monitoring/vcond.rules.yml");
  private static final Path RULES_TEST =
      Path.of("src/test/resources/dev/vcond/metrics/vcond.rules.test.yml");
  private static final Path DASHBOARD = Path.of("systemd/monitoring/vcond-dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\bvcond_[a-z_]+\\b");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
  private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");

  @TempDir Path folder;

  /** As Prometheus stores them. */
  private static Set<String> series() {
    var names = new TreeSet<String>();
    for (MetricsReference.Entry entry : MetricsReference.entries()) {
      names.add(entry.name());
      if (entry.type().equals("histogram")) {
        names.add(entry.name() + "_bucket");
        names.add(entry.name() + "_count");
        names.add(entry.name() + "_sum");
      }
    }
    return names;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void they_use_only_metrics_and_labels_that_exist() throws IOException {
    var labels = new TreeSet<String>(Set.of("le", "instance", "alertname"));
    MetricsReference.entries().forEach(entry -> labels.addAll(entry.labels()));
    for (Path file : Set.of(RULES, DASHBOARD)) {
      String text = Files.readString(file);
      assertThat(found(METRIC, text)).as("%s", file).hasSizeGreaterThan(10).isSubsetOf(series());
      for (MatchResult grouped : GROUPED.matcher(text).results().toList()) {
        assertThat(grouped.group(1).split(", ", -1)).as(grouped.group()).isSubsetOf(labels);
      }
    }
  }

  @Test
  void the_manual_names_only_metrics_and_alerts_that_exist() throws IOException {
    Path pages = Path.of("src/main/resources/dev/vcond/cli/help");
    for (String page : Set.of("operate.md", "migrate.md")) {
      assertThat(found(METRIC, Files.readString(pages.resolve(page)))).isSubsetOf(series());
    }
    assertThat(
            found(
                Pattern.compile("\\bVcond[A-Z]\\w+"),
                Files.readString(pages.resolve("operate.md"))))
        .isEqualTo(found(Pattern.compile("\\bVcond[A-Z]\\w+"), Files.readString(RULES)));
  }

  @Test
  void the_dashboard_is_json_with_panels_that_do_not_overlap() throws IOException {
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
    var places = new TreeSet<String>();
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode place = panel.get("gridPos");
      assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          assertThat(places.add((place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y)))
              .as(panel.get("title").asText())
              .isTrue();
        }
      }
    }
  }

  @Test
  void every_alert_has_a_unit_test_and_says_what_to_do() throws IOException {
    String rules = Files.readString(RULES);
    Set<String> alerts =
        ALERT.matcher(rules).results().map(alert -> alert.group(1)).collect(Collectors.toSet());
    String test = Files.readString(RULES_TEST);
    assertThat(alerts).isNotEmpty().allSatisfy(alert -> assertThat(test).contains(alert + "\""));
    assertThat(rules.split("action: ", -1)).hasSize(alerts.size() + 1);
  }

  /** Where promtool is; its own unit tests of the rules. */
  @Test
  void promtool_finds_the_alerts_to_fire_when_they_should() throws Exception {
    Files.copy(RULES, folder.resolve("vcond.rules.yml"));
    Files.copy(RULES_TEST, folder.resolve("test.yml"));
    assertThat(promtool("check", "rules", "vcond.rules.yml")).isZero();
    assertThat(promtool("test", "rules", "test.yml")).isZero();
  }

  private int promtool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException _) {
      return 0;
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exit = process.waitFor();
    assertThat(exit).as(said).isZero();
    return exit;
  }
}
