package dev.vcond.link.jq;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that do not end, or would take all memory. */
final class FilterLimitsTest {
  private static final Limits SMALL = new Limits(100_000, 1 << 20);
  private static final Limits NONE = new Limits(Long.MAX_VALUE - 1, Long.MAX_VALUE / 2);

  private static final String TWICE = "reduce range(60) as $i (1; [., .]) | ";

  private static final String TWICES =
      "[.[], .[]] | [.[], .[]] | [.[], .[]] | [.[], .[]] | [.[], .[]] | [.[], .[]] | ";

  private static JsonNode vcon() {
    return document().with("x", "\"" + "ab".repeat(200_000) + "\"").vcon().tree();
  }

  /** A heap of a gibibyte would not do for most of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\" * 2000000000",
        "2000000000 * \"x\"",
        "\"x\" * 1e300",
        "try (\"x\" * 2000000000) catch true",
        "\"x\" * 2000000000 // true",
        ".x *= 2000000000",
        "reduce range(40) as $i (\"x\"; . + .)",
        "reduce range(40) as $i (\"x\"; \"\\(.)\\(.)\")",
        "reduce range(40) as $i ([1]; . + .)",
        "reduce range(40) as $i ({a: \"x\"}; .a += .a)",
        TWICE + "tojson",
        TWICE + "tostring",
        TWICE + "\"\\(.)\"",
        TWICE + "@json",
        TWICE + ". == .",
        TWICE + "[paths]",
        TWICE + "sort",
        "null | .[2000000000] = 1",
        "null | .[2000000000] |= 1",
        "null | .[2000000000] += 1",
        "null | .[infinite] = 1",
        "null | setpath([2000000000]; 1)",
        "[range(1000)] | join(\"x\" * 10000)",
        ".x | gsub(\"a\"; \"x\" * 1000)",
        ".x | [match(\"a\"; \"g\")]",
        ".x | explode",
        ".x | split(\"\")",
        ".x / \"\"",
        ".x | ascii_downcase",
      })
  void a_filter_that_would_take_all_memory_is_a_failure(String filter) throws Exception {
    Filter compiled = Filter.compile(filter, SMALL);
    assertThatThrownBy(() -> compiled.judge(vcon()))
        .isInstanceOf(FilterFailure.class)
        .hasMessage("the filter failed: what it makes needs more than 1,048,576 bytes of memory");
  }

  /** It remembers each repetition, some forty bytes of it. */
  @Test
  void a_pattern_that_would_take_all_memory_is_a_failure() throws Exception {
    JsonNode large = TextNode.valueOf("ab".repeat(8_000_000));
    Filter compiled = Filter.compile("test(\"^(ab)+$\")", SMALL);
    assertThatThrownBy(() -> compiled.judge(large))
        .isInstanceOf(FilterFailure.class)
        .hasMessageContaining("needs more than 1,048,576 bytes of memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[range(1e12)]",
        "[range(1e12)?]",
        "[range(1e12)?] | length",
        "try reduce range(1e12) as $i (0; . + 1) catch true",
        "last(range(1e12))",
        TWICE + "[..]",
        TWICE + "{a: [..]}",
        TWICE + "[..][0]",
        TWICE + "\"\\([..])\"",
        TWICES + TWICES + TWICES + TWICES + "length",
        "def a: ., .; def b: a | a | a | a; def c: b | b | b | b; [c | c | c]",
        "def f(n): if n == 0 then 0 else f(n - 1), f(n - 1) end; [range(1e9) | f(2)]",
      })
  void a_filter_that_does_not_end_is_a_failure(String filter) throws Exception {
    Filter compiled = Filter.compile(filter, SMALL);
    assertThatThrownBy(() -> compiled.judge(vcon()))
        .isInstanceOf(FilterFailure.class)
        .hasMessage("the filter failed: it was not done after 100,000 steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"def f: f; f", "until(false; .)", "[recurse(.)]", "[limit(1e12; repeat(1))]"})
  void functions_that_call_each_other_without_end_are_a_failure(String filter) throws Exception {
    assertThatThrownBy(() -> Filter.compile(filter, NONE).judge(vcon()))
        .isInstanceOf(FilterFailure.class)
        .hasMessageContaining("call each other without end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reduce range(1e12) as $i (0; . + 1)",
        "[range(1e12) | select(. < 0)]",
        "[.. | strings | .. | strings | range(1e12) | select(. < 0)]",
        "(\"a\" * 40 + \"!\") | test(\"^(a+)+$\")",
        "(\"a\" * 40 + \"!\") | gsub(\"^(a+)+$\"; \"\")",
        "(\"a\" * 40 + \"!\") | test(\"^(a+)+$\")?",
      })
  void an_interrupt_ends_a_filter_that_runs(String filter) throws Exception {
    Filter endless = Filter.compile(filter, NONE);
    JsonNode vcon = vcon();
    var ended = new CompletableFuture<Throwable>();
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              try {
                endless.judge(vcon);
                ended.complete(new AssertionError("it came to an end"));
              } catch (Throwable e) {
                ended.complete(e);
              }
            });
    assertThat(running.join(Duration.ofMillis(100))).isFalse();
    running.interrupt();

    assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("jq pattern");
  }

  /** Its trial would hang or take all memory: that was so, and kept the configuration unread. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"a\" * 40 + \"!\") | test(\"^(a+)+$\")",
        "\"x\" * 2000000000",
        "last(range(1e12))"
      })
  void options_try_nothing(String filter) {
    assertThat(new JqOptions(filter, true).filter()).isEqualTo(filter);
  }

  @Test
  void a_text_that_grows_by_little_is_no_large_one() throws Exception {
    String filter = "reduce range(3000) as $i (\"\"; . + \"xxxxxxxxxx\") | length == 30000";
    assertThat(Filter.compile(filter, SMALL).judge(vcon()).matches()).isTrue();
  }

  @Test
  void a_small_heap_allows_less() {
    assertThat(Limits.of(256L << 20)).isEqualTo(new Limits(5_368_709, 32L << 20));
    assertThat(Limits.of(4L << 30)).isEqualTo(new Limits(10_000_000, 256L << 20));
    assertThat(Limits.of(16L << 20).size()).isEqualTo(8L << 20);
  }
}
