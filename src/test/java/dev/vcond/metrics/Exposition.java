package dev.vcond.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape as Prometheus reads it: text format 0.0.4, of which no library of ours is a reader.
 *
 * @param types by name of the metric
 * @param helps by name of the metric
 * @param values by series, such as {@code up{a="b"}}
 */
public record Exposition(
    Map<String, String> types, Map<String, String> helps, Map<String, Double> values) {
  private static final Pattern SERIES =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-z_]+=\"(?:[^\"\\\\]|\\\\.)*\",?)*})? (\\S+)");
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.+)");

  /** Reads a scrape; what cannot be read or comes twice is a failed test. */
  public static Exposition parse(String text) {
    var scrape =
        new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    assertThat(text).endsWith("\n");
    text.lines().forEach(scrape::line);
    return scrape;
  }

  private void line(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      var kind = comment.group(1).equals("TYPE") ? types : helps;
      assertThat(kind.put(comment.group(2), comment.group(3))).as("twice: %s", line).isNull();
      return;
    }
    Matcher series = SERIES.matcher(line);
    assertThat(series.matches()).as("a series: %s", line).isTrue();
    String name = series.group(1) + (series.group(2) == null ? "" : series.group(2));
    double value = Double.parseDouble(series.group(3).replace("+Inf", "Infinity"));
    assertThat(values.put(name, value)).as("twice: %s", line).isNull();
  }

  /** The value of a series, 0 if it is not there. */
  public double value(String series) {
    return values.getOrDefault(series, 0.0);
  }

  /** The names of all metrics that have series. */
  public TreeSet<String> names() {
    var names = new TreeSet<String>();
    values.keySet().forEach(series -> names.add(metric(series.split("\\{", 2)[0])));
    return names;
  }

  private String metric(String name) {
    String stem = name.replaceFirst("_(bucket|sum|count)$", "");
    String type = types.getOrDefault(stem, "");
    return type.equals("histogram") || type.equals("summary") ? stem : name;
  }

  /** What {@code promtool check metrics} says about a scrape; nothing if it is not installed. */
  public static String saidByPromtool(String text, Path folder)
      throws IOException, InterruptedException {
    Path scrape = Files.writeString(folder.resolve("scrape.txt"), text);
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(scrape.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      return "";
    }
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    return promtool.waitFor() == 0 ? said : said + "exit " + promtool.exitValue();
  }

  /** Counts of a histogram's buckets by upper bound, in their order. */
  public Map<String, Double> buckets(String histogram, String labels) {
    var found = new HashMap<String, Double>();
    Pattern bucket =
        Pattern.compile(Pattern.quote(histogram + "_bucket{" + labels + ",le=\"") + "([^\"]+)\"}");
    values.forEach((series, value) -> {
      Matcher matcher = bucket.matcher(series);
      if (matcher.matches()) {
        found.put(matcher.group(1), value);
      }
    });
    return found;
  }
}
