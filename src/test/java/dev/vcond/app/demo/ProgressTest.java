package dev.vcond.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();

  private void completed(int millis) {
    progress.on(new PipelineEvent.Completed("c", "l", Duration.ofMillis(millis), ""));
  }

  @Test
  void nothing_is_finished_at_first() {
    Progress.Snapshot none = progress.snapshot();
    assertThat(none.finished()).isZero();
    assertThat(none.rate()).isZero();
    assertThat(none.p99()).isZero();
  }

  @Test
  void completed_and_dead_ones_are_counted_and_others_are_not() throws InterruptedException {
    progress.on(new PipelineEvent.Claimed("c", "l", 3, 0));
    completed(5);
    progress.on(new PipelineEvent.DeadLettered("l", "signed"));
    progress.on(new PipelineEvent.WrittenBack("c"));

    assertThat(progress.snapshot().completed()).isEqualTo(1);
    assertThat(progress.snapshot().deadLettered()).isEqualTo(1);
    assertThat(progress.await(2, Duration.ZERO)).isTrue();
    assertThat(progress.await(3, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void percentiles_are_of_the_nearest_rank_in_whatever_order_they_came() {
    for (int i = 2_000; i >= 1; i--) {
      completed(i);
    }
    assertThat(progress.snapshot().median()).isEqualTo(Duration.ofSeconds(1));
    assertThat(progress.snapshot().p99()).isEqualTo(Duration.ofMillis(1_980));
  }

  @Test
  void of_few_the_last_one_is_the_99th_percentile() {
    completed(7);
    completed(3);
    assertThat(progress.snapshot().median()).isEqualTo(Duration.ofMillis(3));
    assertThat(progress.snapshot().p99()).isEqualTo(Duration.ofMillis(7));
  }
}
