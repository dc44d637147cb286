package dev.vcond.metrics;

import java.util.Arrays;
import java.util.List;

/** Every meter of ours, for people. Stateless. */
public final class MetricsReference {
  private MetricsReference() {}

  /**
   * One meter.
   *
   * @param name as Prometheus shows it
   * @param type counter, gauge or histogram
   * @param unit of its values; empty for a number of things
   * @param labels their names
   * @param meaning on one line
   */
  public record Entry(String name, String type, String unit, List<String> labels, String meaning) {
    public Entry {
      labels = List.copyOf(labels);
    }
  }

  /** In their order. */
  public static List<Entry> entries() {
    return Arrays.stream(Meters.values())
        .map(meter ->
            new Entry(meter.title(), meter.type(), meter.unit(), meter.labels(), meter.help()))
        .toList();
  }

  /** As a Markdown table. */
  public static String table() {
    var rows =
        new StringBuilder(
            "| Name | Type | Unit | Labels | Meaning |\n| --- | --- | --- | --- | --- |\n");
    for (Entry entry : entries()) {
      rows.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  entry.name(),
                  entry.type(),
                  entry.unit(),
                  String.join(", ", entry.labels()),
                  entry.meaning()));
    }
    return rows.toString();
  }
}
