package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryConfigTest {

  @Test
  void waits_grow_up_to_the_longest() {
    RetryConfig even = new RetryConfig(9, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0);
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(n -> even.waitAfter(n, 0.7).toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(even.waitAfter(5_000, 0)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void chance_makes_a_wait_longer_or_shorter_by_its_share() {
    assertThat(RetryConfig.DEFAULT.waitAfter(1, 0)).isEqualTo(Duration.ofMillis(800));
    assertThat(RetryConfig.DEFAULT.waitAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetryConfig.DEFAULT.waitAfter(2, 1)).isEqualTo(Duration.ofMillis(2_400));
  }
}
