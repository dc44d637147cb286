package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetricsCommandTest {
  @Test
  void every_metric_is_told_with_its_labels_and_unit() throws Exception {
    Shell.Result text = new Shell().run("metrics");
    assertThat(text.exit()).isZero();
    assertThat(text.out())
        .contains("vcond_failed_total{chain, list, step, reason}\n    counter. ")
        .contains("vcond_redis_memory_used_bytes\n    gauge, bytes. ");

    var json = new Shell().run("metrics", "--json").json().get("metrics");
    assertThat(json.size()).isGreaterThan(40);
    assertThat(json.get(0).get("name").asText()).isEqualTo("vcond_claimed_total");
    assertThat(json.get(0).get("labels").get(1).asText()).isEqualTo("list");
  }
}
