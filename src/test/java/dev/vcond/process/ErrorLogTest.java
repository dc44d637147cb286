package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ErrorLogTest {
  private final List<String> shown = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ErrorLog log = new ErrorLog(shown::add, nanos::get);

  private void say(Lines lines, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    lines.add(bytes, bytes.length);
  }

  @Test
  void lines_come_whole_in_whatever_pieces_they_were_said() {
    Lines lines = log.lines();
    say(lines, "first\nsec");
    say(lines, "ond\n\n \nthi");
    assertThat(shown).containsExactly("first", "second");
    say(lines, "rd");
    lines.end();
    assertThat(shown).containsExactly("first", "second", "third");
  }

  @Test
  void of_a_long_line_the_beginning_is_shown_and_controls_are_not() {
    Lines lines = log.lines();
    say(lines, "\033[31m" + "x".repeat(10_000) + "\nnext\n");

    assertThat(shown).hasSize(2).last().isEqualTo("next");
    assertThat(shown.getFirst()).startsWith("?[31mx").endsWith("x...").hasSize(503);
  }

  @Test
  void a_flood_of_all_processes_together_is_cut_off_and_counted() {
    Lines one = log.lines();
    Lines other = log.lines();
    for (int i = 0; i < 1_000; i++) {
      say(one, "a\n");
      say(other, "b\n");
    }
    assertThat(shown).hasSize(20);
    nanos.addAndGet(1_000_000_000);
    say(one, "later\n");

    assertThat(shown)
        .hasSize(22)
        .endsWith("[... and 1980 more lines, which are not shown]", "later");
  }

  @Test
  void what_was_left_out_is_said_although_nobody_says_more() {
    say(log.lines(), "a\n".repeat(21));
    log.settle();
    log.settle();

    assertThat(shown).hasSize(21).last().asString().contains("1 more");
  }
}
