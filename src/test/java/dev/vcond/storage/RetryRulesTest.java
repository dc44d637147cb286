package dev.vcond.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.RetryConfig;
import io.github.resilience4j.core.functions.Either;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The waits and what is waited for, without waiting. */
class RetryRulesTest {
  private final IOException busy = new IOException("busy");

  /** What the configuration says when it says nothing. */
  private static RetryConfig usual(double jitter) {
    return new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), jitter);
  }

  private static long waitMillis(RetryConfig config, int afterAttempt, Throwable fault) {
    return RetryRules.of(config).getIntervalBiFunction().apply(afterAttempt, Either.left(fault));
  }

  private static boolean again(Throwable fault) {
    return RetryRules.of(usual(0)).getExceptionPredicate().test(fault);
  }

  @Test
  void waits_double_from_one_second_to_ten() {
    List<Long> waits =
        IntStream.rangeClosed(1, 6).mapToObj(n -> waitMillis(usual(0), n, busy)).toList();
    assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
  }

  @Test
  void a_wait_varies_by_its_jitter_and_no_more() {
    Set<Long> first = new TreeSet<>();
    Set<Long> second = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      first.add(waitMillis(usual(0.2), 1, busy));
      second.add(waitMillis(usual(0.2), 2, busy));
    }
    assertThat(first).allMatch(millis -> millis >= 800 && millis <= 1_200);
    assertThat(second).allMatch(millis -> millis >= 1_600 && millis <= 2_400);
    assertThat(first).as("it does vary, to both sides").hasSizeGreaterThan(50);
    assertThat(first).anyMatch(millis -> millis < 950).anyMatch(millis -> millis > 1_050);
  }

  @Test
  void no_wait_is_longer_than_the_longest_whatever_the_jitter() {
    for (int i = 0; i < 200; i++) {
      assertThat(waitMillis(usual(0.2), 9, busy)).isBetween(8_000L, 10_000L);
    }
  }

  @Test
  void the_first_attempt_counts() {
    assertThat(RetryRules.of(usual(0.2)).getMaxAttempts()).isEqualTo(3);
  }

  @Test
  void what_a_service_asks_for_is_kept_to_the_millisecond() {
    var asks = new TransientFault("later", Duration.ofMillis(7_321), null);
    assertThat(waitMillis(usual(0.2), 1, asks)).isEqualTo(7_321);
  }

  @Test
  void a_service_that_asks_for_an_hour_gets_a_minute() {
    var asks = new TransientFault("later", Duration.ofHours(1), null);
    assertThat(waitMillis(usual(0.2), 1, asks)).isEqualTo(60_000);
  }

  @Test
  void a_service_that_asks_for_nothing_gets_next_to_nothing() {
    assertThat(waitMillis(usual(0), 1, new TransientFault("now", Duration.ZERO, null)))
        .isEqualTo(1);
    assertThat(waitMillis(usual(0), 1, new TransientFault("whenever", null, null)))
        .isEqualTo(1_000);
  }

  @Test
  void only_what_may_pass_is_tried_again() {
    assertThat(again(busy)).isTrue();
    assertThat(again(new TimeoutException())).isTrue();
    assertThat(again(new TransientFault("later", null, null))).isTrue();
    assertThat(again(new IllegalStateException())).isTrue();
    assertThat(again(new DocumentFault("odd"))).isFalse();
    assertThat(again(new ServiceFault("closed"))).isFalse();
    assertThat(again(new InterruptedException())).isFalse();
  }

  @Test
  void waits_that_the_library_would_refuse_are_bent_and_not_refused() {
    Duration tiny = Duration.ofNanos(500_000);
    assertThat(waitMillis(new RetryConfig(3, tiny, 1, tiny, 0), 1, busy)).isEqualTo(1);
    for (int i = 0; i < 50; i++) {
      assertThat(waitMillis(usual(1), 1, busy)).isBetween(1L, 2_000L);
    }
  }
}
