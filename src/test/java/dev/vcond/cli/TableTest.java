package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void columns_are_aligned_and_numbers_stand_to_the_right() {
    new Table("LIST", "DEPTH", "NOTE")
        .row("default", 7, "")
        .row("größer", 12_000, "slow")
        .print(caller(false));

    assertThat(out.toString(UTF_8))
        .isEqualTo("LIST     DEPTH  NOTE\ndefault      7\ngrößer   12000  slow\n");
  }

  @Test
  void on_a_terminal_the_header_is_bold() {
    new Table("LIST").row("a").print(caller(true));

    assertThat(out.toString(UTF_8)).startsWith("\u001b[1mLIST").endsWith("\na\n");
  }

  private Caller caller(boolean terminal) {
    var print = new PrintStream(out, true, UTF_8);
    return new Caller(new ByteArrayInputStream(new byte[0]), print, print, Map.of(), terminal);
  }
}
