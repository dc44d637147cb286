package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ErrorLogTest {
  private final List<String> shown = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ErrorLog log = new ErrorLog((_, remark) -> shown.add(remark), nanos::get);

  private void say(Remarks lines, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    lines.add(bytes, bytes.length);
  }

  @Test
  void lines_come_whole_in_whatever_pieces_they_were_said() {
    Remarks lines = log.remarks(Map::of);
    say(lines, "first\nsec");
    say(lines, "ond\n\n \nthi");
    assertThat(shown).containsExactly("first");
    lines.pause();
    assertThat(shown).containsExactly("first", "second");
    say(lines, "rd");
    lines.end();
    assertThat(shown).containsExactly("first", "second", "third");
  }

  @Test
  void of_a_long_line_the_beginning_is_shown_and_controls_are_not() {
    Remarks lines = log.remarks(Map::of);
    say(lines, "\033[31m" + "x".repeat(10_000) + "\nnext\n");
    lines.end();

    assertThat(shown).hasSize(2).last().isEqualTo("next");
    assertThat(shown.getFirst()).startsWith("?[31mx").endsWith("x...").hasSize(503);
  }

  @Test
  void a_flood_of_all_processes_together_is_cut_off_and_counted() {
    Remarks one = log.remarks(Map::of);
    Remarks other = log.remarks(Map::of);
    for (int i = 0; i < 1_000; i++) {
      say(one, "a\n");
      say(other, "b\n");
    }
    one.pause();
    other.pause();
    assertThat(shown).hasSize(20);
    nanos.addAndGet(1_000_000_000);
    say(one, "later\n");
    one.end();

    assertThat(shown)
        .hasSize(22)
        .endsWith("[... and 1980 more lines, which are not shown]", "later");
  }

  @Test
  void what_was_left_out_is_said_although_nobody_says_more() {
    Remarks lines = log.remarks(Map::of);
    say(lines, "a\n".repeat(21));
    lines.end();
    log.settle();
    log.settle();

    assertThat(shown).hasSize(21).last().asString().contains("1 more");
  }

  @Test
  void a_stack_trace_is_one_remark_with_what_led_to_it_and_its_reason_is_not_said_twice() {
    Remarks lines = log.remarks(Map::of);
    String python =
        """
        ERROR link: it failed
        Traceback (most recent call last):
          File "a.py", line 1, in run
            return 1 / 0
        ZeroDivisionError: division by zero

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "a.py", line 2, in run
        ValueError: no
        """;
    String java = "Exception in thread: no\n\tat a.b(C)\nCaused by: so\n\t... 1 more\n";
    for (String line : (python + "ValueError: no\n" + java + "next\n").split("(?<=\n)", -1)) {
      say(lines, line);
    }
    lines.end();

    assertThat(shown).hasSize(3);
    assertThat(shown.getFirst())
        .startsWith("ERROR link: it failed\nTraceback")
        .endsWith("ValueError: no");
    assertThat(shown.get(1)).startsWith("Exception").endsWith("\t... 1 more");
    assertThat(shown).last().isEqualTo("next");
  }

  @Test
  void a_trace_without_end_keeps_its_beginning_and_its_end() {
    Remarks lines = log.remarks(Map::of);
    say(lines, "Traceback (most recent call last):\n" + "  File\n".repeat(10_000) + "Error: so\n");
    lines.end();

    assertThat(shown)
        .singleElement()
        .asString()
        .startsWith("Traceback")
        .contains(" bytes ...]")
        .endsWith("Error: so")
        .hasSizeLessThan(5_000);
  }
}
