package dev.vcond.link.delay;

import static dev.vcond.testkit.SampleVcon.document;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DelayLinkTest extends LinkContract {
  @Override
  protected Link open() throws Exception {
    return open(Duration.ofMillis(50));
  }

  @Test
  void it_waits_at_least_as_long_as_asked_and_leaves_the_document() throws Exception {
    Vcon vcon = document().vcon();
    long begun = System.nanoTime();
    LinkResult result = open().apply(vcon, new LinkContext("chain", "delay", "in"));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(49));
    assertThat(result).isEqualTo(LinkResult.proceed(vcon));
  }

  @Test
  void an_interrupt_ends_the_longest_wait_at_once() throws Exception {
    Link link = open(Duration.ofHours(24));
    Vcon vcon = document().vcon();
    FutureTask<LinkResult> call =
        new FutureTask<>(() -> link.apply(vcon, new LinkContext("chain", "delay", "in")));
    Thread.ofVirtual().start(call).interrupt();

    assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void a_long_wait_may_take_its_time() throws Exception {
    assertThat(open(Duration.ofMinutes(10)).defaultTimeout()).isEqualTo(Duration.ofMinutes(11));
  }

  @ParameterizedTest
  @CsvSource({"0.25, 250", "2, 2000", "250ms, 250", "0, 0", "-0, 0"})
  void seconds_may_be_fractions(String written, long milliseconds) {
    assertThat(bind(written)).isEqualTo(Duration.ofMillis(milliseconds));
  }

  @Test
  void five_seconds_are_the_default() {
    assertThat(bind("")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void less_than_nothing_is_no_wait_and_is_doubted() {
    assertThat(bind("-2.5")).isEqualTo(Duration.ZERO);
    assertThat(new DelayOptions(Pause.parse("-2.5")).doubts())
        .singleElement()
        .satisfies(doubt -> assertThat(doubt.message()).contains("does not wait"));
    assertThat(new DelayOptions(Pause.parse("-0")).doubts()).isEmpty();
  }

  @Test
  void a_wait_of_more_than_a_day_is_refused() {
    assertThatThrownBy(() -> new DelayOptions(Pause.parse("2d")))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("seconds"));
  }

  private static Duration bind(String written) {
    Position at = Position.outside("test");
    Mapping options =
        written.isEmpty()
            ? Mapping.empty()
            : Mapping.empty().with("seconds", new Scalar(written, false, at));
    Problems problems = new Problems();
    DelayOptions bound = RecordBinder.bind(DelayOptions.class, options, "options", problems);
    assertThat(problems.list()).isEmpty();
    return requireNonNull(bound).shortest();
  }

  private static Link open(Duration wait) throws Exception {
    return DelayLink.type().opener().open(new DelayOptions(new Pause(wait, false)));
  }
}
