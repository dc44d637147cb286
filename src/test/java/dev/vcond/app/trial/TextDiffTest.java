package dev.vcond.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TextDiffTest {

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  @Test
  void the_same_lines_have_no_diff() {
    assertThat(TextDiff.between(List.of("a", "b"), List.of("a", "b"))).isEmpty();
    assertThat(TextDiff.between(List.of(), List.of())).isEmpty();
  }

  @Test
  void what_is_far_from_a_change_is_left_out() {
    List<String> to =
        numbers(0, 30).stream().map(line -> line.equals("15") ? "fifteen" : line).toList();

    assertThat(TextDiff.between(numbers(0, 30), to))
        .containsExactly(" 13", " 14", "-15", "+fifteen", " 16", " 17", " ...");
  }

  @Test
  void lines_that_stay_between_changes_are_found() {
    assertThat(TextDiff.between(List.of("a", "b", "c", "d"), List.of("x", "b", "d", "y")))
        .containsExactly("-a", "+x", " b", "-c", " d", "+y");
  }

  @Test
  void everything_may_come_or_go() {
    assertThat(TextDiff.between(List.of(), List.of("a"))).containsExactly("+a");
    assertThat(TextDiff.between(List.of("a"), List.of())).containsExactly("-a");
    assertThat(TextDiff.between(List.of("a", "a"), List.of("a"))).containsExactly(" a", "-a");
  }

  @Test
  void what_is_long_or_wide_is_cut_and_says_so() {
    assertThat(TextDiff.between(List.of(), numbers(0, 100)))
        .hasSize(41)
        .endsWith("+39", " ... and 60 more lines");
    assertThat(TextDiff.between(List.of(), List.of("x".repeat(500))).getFirst())
        .hasSizeLessThan(200)
        .endsWith("... (501 characters)");
  }

  @Test
  void documents_of_any_size_are_compared() {
    List<String> from = numbers(0, 5_000);
    List<String> to = Stream.concat(Stream.of("x"), numbers(10_000, 15_000).stream()).toList();

    assertThat(TextDiff.between(from, to)).hasSize(41).startsWith("-0", "-1");
  }
}
