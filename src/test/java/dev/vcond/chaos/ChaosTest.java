package dev.vcond.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code bin/chaos}, with the faults that are quick. */
class ChaosTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void nothing_is_lost_or_doubled_whatever_fails() throws Exception {
    var settings =
        new Settings(
            Duration.ofSeconds(12),
            25,
            EnumSet.complementOf(
                EnumSet.of(
                    Fault.PAUSE,
                    Fault.POISON,
                    Fault.BLACKHOLE,
                    Fault.FAIL_OVER,
                    Fault.POSTGRES_HANG,
                    Fault.REDIS_PAUSE)),
            false,
            2,
            25,
            Duration.ofMillis(700),
            folder.resolve("chaos"));
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);

    Outcome outcome = new Chaos(settings, out).run();

    assertThat(outcome.holds())
        .as("%s%s%n%s", outcome.table(), outcome.troubles(), said.toString(StandardCharsets.UTF_8))
        .isTrue();
    assertThat(outcome.faults().values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThan(5);
    assertThat(outcome.stored()).isGreaterThan(100);
  }

  @Test
  void a_document_that_is_not_the_one_that_was_sent_is_noticed() throws Exception {
    var item = new Item("0b7e1f6a-3c1d-4c2e-9f00-000000000001", Item.Kind.PLAIN, chain(), "dead-a");
    String sent = Documents.text(item, 1);
    String tagged =
        sent.replace(
            "\"attachments\":[]",
            "\"attachments\":[{\"purpose\":\"tags\",\"body\":\"[\\\"way:dead\\\"]\"}]");

    assertThat(Documents.version(item, tagged, true)).isEqualTo(1);
    assertThatThrownBy(() -> Documents.version(item, sent, true)).hasMessageContaining("0 times");
    assertThatThrownBy(() -> Documents.version(item, tagged.replace("15550199", "1"), true))
        .hasMessageContaining("another document");
    assertThatThrownBy(() ->
            Documents.version(
                item,
                tagged.replace("[\\\"way:dead\\\"]", "[\\\"way:dead\\\",\\\"way:dead\\\"]"),
                true))
        .hasMessageContaining("2 times");
    assertThatThrownBy(() -> Documents.version(item, tagged.substring(0, 90), true))
        .hasMessageContaining("no document");
  }

  private static Chains.Chain chain() {
    return Chains.ALL.getFirst();
  }
}
