package dev.vcond.app.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.systemd.Condition.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NotifierTest {
  private static final Duration WATCHDOG = Duration.ofSeconds(40);

  private final List<String> told = new ArrayList<>();
  private Condition condition = new Condition(Stage.STARTING, "Waits.", List.of(), Duration.ZERO);
  private long nanos = 1L << 62; // close to where it wraps round
  private final Notifier notifier = notifier(Optional.of(WATCHDOG));

  private Notifier notifier(Optional<Duration> watchdog) {
    Supervisor manager = assignments -> told.add(String.join(" ", assignments));
    var made = new Notifier(Optional.of(manager), watchdog, () -> nanos);
    made.watch(() -> condition);
    return made;
  }

  private void becomes(Stage stage, String status) {
    condition = new Condition(stage, status, List.of(), Duration.ofSeconds(30));
  }

  private List<String> toldAfter(Duration passed) {
    told.clear();
    nanos += passed.toNanos();
    notifier.look();
    return told;
  }

  private List<String> toldNow() {
    return toldAfter(Duration.ZERO);
  }

  @Test
  void it_is_ready_when_it_claims_and_says_so_once() {
    assertThat(toldNow()).containsExactly("STATUS=Waits.", "WATCHDOG=1");

    becomes(Stage.CLAIMING, "Works.");

    assertThat(toldNow()).containsExactly("READY=1 STATUS=Works.");
    assertThat(toldNow()).isEmpty();
  }

  @Test
  void a_status_is_told_when_it_has_changed_and_five_seconds_after_the_last() {
    becomes(Stage.CLAIMING, "1 waiting.");
    toldNow();
    becomes(Stage.CLAIMING, "2\nwaiting.");

    assertThat(toldAfter(Duration.ofSeconds(4))).isEmpty();
    assertThat(toldAfter(Duration.ofSeconds(1))).containsExactly("STATUS=2 waiting.");
    assertThat(toldAfter(Duration.ofSeconds(4))).isEmpty();
  }

  @Test
  void the_watchdog_is_fed_four_times_in_its_patience() {
    toldNow();

    assertThat(toldAfter(Duration.ofSeconds(9))).isEmpty();
    assertThat(toldAfter(Duration.ofSeconds(1))).containsExactly("WATCHDOG=1");
  }

  @Test
  void the_watchdog_starves_while_something_is_stuck() {
    toldNow();
    condition =
        new Condition(Stage.CLAIMING, "", List.of("chain main has not moved"), Duration.ZERO);
    toldNow();

    assertThat(toldAfter(WATCHDOG)).isEmpty();

    becomes(Stage.CLAIMING, "");
    assertThat(toldNow()).containsExactly("WATCHDOG=1");
  }

  @Test
  void a_watchdog_that_is_off_is_not_fed() {
    Notifier without = notifier(Optional.empty());

    without.look();

    assertThat(told).containsExactly("STATUS=Waits.");
  }

  @Test
  void a_stop_is_told_once_and_asks_for_time_until_it_should_be_over() {
    becomes(Stage.CLAIMING, "Works.");
    toldNow();
    becomes(Stage.STOPPING, "Stops.");

    assertThat(toldNow())
        .containsExactly("STOPPING=1 STATUS=Stops.", "EXTEND_TIMEOUT_USEC=15000000");
    assertThat(toldAfter(Duration.ofSeconds(4))).isEmpty();
    assertThat(toldAfter(Duration.ofSeconds(1))).containsExactly("EXTEND_TIMEOUT_USEC=15000000");

    condition = new Condition(Stage.STOPPING, "Stops.", List.of(), Duration.ofSeconds(-14));
    assertThat(toldAfter(Duration.ofSeconds(5)))
        .containsExactly("EXTEND_TIMEOUT_USEC=15000000", "WATCHDOG=1");
    condition = new Condition(Stage.STOPPING, "Stops.", List.of(), Duration.ofSeconds(-16));
    assertThat(toldAfter(Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void a_reload_is_told_at_its_beginning_and_at_its_end() {
    becomes(Stage.CLAIMING, "Works.");
    toldNow();
    told.clear();

    notifier.reloadBegins();
    notifier.reloadEnded("");

    assertThat(told).hasSize(2);
    assertThat(told.getFirst())
        .matches("RELOADING=1 MONOTONIC_USEC=[1-9]\\d+ STATUS=Reloads the configuration\\.");
    assertThat(told.getLast()).isEqualTo("READY=1 STATUS=Works.");
  }

  @Test
  void a_reload_that_failed_stays_in_the_status_until_one_has_worked() {
    becomes(Stage.CLAIMING, "Works.");
    toldNow();
    told.clear();

    notifier.reloadBegins();
    notifier.reloadEnded("config.yml is wrong: no such link.");
    assertThat(told.getLast())
        .isEqualTo("READY=1 STATUS=Works. config.yml is wrong: no such link.");

    notifier.reloadBegins();
    notifier.reloadEnded("");
    assertThat(told.getLast()).isEqualTo("READY=1 STATUS=Works.");
  }

  @Test
  void a_file_that_was_saved_wrong_is_seen_in_the_next_status() {
    becomes(Stage.CLAIMING, "Works.");
    toldNow();

    notifier.reloadEnded("config.yml is wrong.");

    assertThat(toldAfter(Duration.ofSeconds(5)))
        .containsExactly("STATUS=Works. config.yml is wrong.");
  }

  @Test
  void a_reload_before_it_is_ready_does_not_make_it_ready() {
    notifier.reloadBegins();
    notifier.reloadEnded("");

    assertThat(told).isEmpty();
  }

  @Test
  void nobody_is_told_anything_where_nobody_listens() {
    var alone = new Notifier(Optional.empty(), Optional.empty(), () -> nanos);
    alone.start(() -> {
      throw new AssertionError("looked for nothing");
    });

    alone.reloadBegins();
    alone.reloadEnded("");
    alone.close();

    assertThat(told).isEmpty();
  }

  @Test
  void the_end_of_a_stop_that_was_too_quick_to_be_seen_is_told() {
    becomes(Stage.STOPPING, "Stops.");

    notifier.close();

    assertThat(told).contains("STOPPING=1 STATUS=Stops.");
  }
}
