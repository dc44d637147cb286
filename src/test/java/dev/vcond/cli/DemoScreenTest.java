package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.demo.DemoNotice;
import dev.vcond.app.demo.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoScreenTest {
  private static final DemoNotice HALF =
      new DemoNotice.Working(
          new Progress.Snapshot(
              480, 20, Duration.ofMillis(500), Duration.ofMillis(9), Duration.ofMillis(90)),
          1_000);
  private static final DemoNotice SERVER =
      new DemoNotice.ServerStarted("Redis", "127.0.0.1:1", Duration.ofMillis(1_234));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DemoScreen screen(boolean terminal, boolean silent, Map<String, String> environment) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    return new DemoScreen(
        new Caller(new ByteArrayInputStream(new byte[0]), stream, stream, environment, terminal),
        silent);
  }

  private String shown() {
    return out.toString(UTF_8);
  }

  private String withoutColours() {
    return shown().replaceAll("\033\\[\\d*m", "");
  }

  @Test
  void on_a_terminal_one_line_moves_and_gives_way_to_the_next() {
    DemoScreen screen = screen(true, false, Map.of("NO_COLOR", "1"));
    screen.accept(HALF);
    screen.accept(SERVER);

    assertThat(shown())
        .isEqualTo(
            "\r  "
                + "━".repeat(17)
                + "─".repeat(17)
                + "  50 % 500 of 1,000  1,000/s  dead letters: 20\033[K"
                + "\r\033[K✓ Redis     answers at 127.0.0.1:1 (1.2 s)\n");
  }

  @Test
  void colours_are_for_terminals() {
    screen(true, false, Map.of()).accept(SERVER);
    assertThat(shown()).contains("\033[32m✓");
    assertThat(withoutColours()).isEqualTo("✓ Redis     answers at 127.0.0.1:1 (1.2 s)\n");
  }

  @Test
  void elsewhere_there_are_plain_lines_and_not_too_many() {
    DemoScreen screen = screen(false, false, Map.of());
    screen.accept(new DemoNotice.Waiting("Postgres", Duration.ofSeconds(1)));
    screen.accept(HALF);
    screen.accept(HALF);
    screen.accept(SERVER);
    assertThat(shown()).isEqualTo("✓ Redis     answers at 127.0.0.1:1 (1.2 s)\n");
  }

  @Test
  void a_terminal_that_shows_ascii_only_gets_ascii_only() {
    DemoScreen screen = screen(true, false, Map.of("VCOND_ASCII", "1"));
    screen.begin();
    screen.accept(HALF);
    screen.accept(new DemoNotice.Waiting("Postgres", Duration.ofSeconds(1)));
    screen.accept(new DemoNotice.Proved(3, false, Duration.ofSeconds(1)));
    assertThat(shown()).contains("#################").matches("\\p{ASCII}*");
  }

  @Test
  void beside_json_nothing_is_shown() {
    DemoScreen screen = screen(true, true, Map.of());
    screen.begin();
    screen.accept(HALF);
    screen.accept(SERVER);
    screen.ended(false);
    assertThat(shown()).isEmpty();
  }
}
