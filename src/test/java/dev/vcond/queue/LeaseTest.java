package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong wallMillis = new AtomicLong(1_000_000);
  private final Lease lease =
      new Lease(() -> Instant.ofEpochMilli(wallMillis.get()), Timings.PRODUCTION);

  private boolean renewed(Duration ago) {
    return lease.renewed(System.nanoTime() - ago.toNanos(), wallMillis.get() - ago.toMillis());
  }

  @Test
  void it_begins_with_the_first_heartbeat() {
    assertThat(lease.holds()).isFalse();
    assertThat(lease.takeLapse()).as("nothing lapsed that never began").isFalse();
    assertThat(renewed(Duration.ZERO)).isTrue();
    assertThat(lease.holds()).isTrue();
    assertThat(lease.holds(lease.epoch())).isTrue();
  }

  @Test
  void once_ended_it_covers_no_claim_and_is_never_renewed() {
    renewed(Duration.ZERO);
    long epoch = lease.epoch();
    lease.end();
    assertThat(lease.holds(epoch)).isFalse();
    assertThat(lease.takeLapse()).as("an end is no lapse").isFalse();
    assertThat(renewed(Duration.ZERO)).isFalse();
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void it_is_relied_on_a_little_less_long_than_redis_keeps_the_heartbeat() {
    assertThat(renewed(Duration.ofMillis(8_500))).isTrue();
    assertThat(lease.holds()).isTrue();
    wallMillis.addAndGet(1_001);
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void it_counts_from_when_the_heartbeat_was_sent_not_from_its_answer() {
    assertThat(renewed(Duration.ofMillis(9_600))).isFalse();
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void a_clock_that_was_set_back_does_not_lengthen_it() {
    renewed(Duration.ofMillis(9_450));
    wallMillis.addAndGet(-3_600_000);
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < 60_000_000) {
      Thread.onSpinWait();
    }
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void a_machine_that_slept_finds_it_lapsed_though_its_monotonic_clock_stood_still() {
    renewed(Duration.ZERO);
    wallMillis.addAndGet(9_501);
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void a_lapse_is_told_once_and_ends_the_epoch() {
    renewed(Duration.ZERO);
    long epoch = lease.epoch();
    wallMillis.addAndGet(20_000);
    assertThat(lease.takeLapse()).isTrue();
    assertThat(lease.takeLapse()).isFalse();
    assertThat(renewed(Duration.ZERO)).isTrue();
    assertThat(lease.holds()).isTrue();
    assertThat(lease.holds(epoch)).isFalse();
    assertThat(lease.epoch()).isEqualTo(epoch + 1);
  }

  @Test
  void what_one_run_has_seen_lapse_stays_lapsed_for_all() {
    renewed(Duration.ZERO);
    long epoch = lease.epoch();
    wallMillis.addAndGet(20_000);
    assertThat(lease.holds(epoch)).isFalse();
    wallMillis.addAndGet(-20_000);
    assertThat(lease.holds(epoch)).as("the clock was set right again").isFalse();
    assertThat(lease.takeLapse()).isTrue();
  }

  @Test
  void a_heartbeat_that_is_answered_too_late_does_not_revive_it() {
    renewed(Duration.ZERO);
    long epoch = lease.epoch();
    wallMillis.addAndGet(20_000);
    assertThat(renewed(Duration.ZERO)).as("the lapse must be dealt with first").isFalse();
    assertThat(lease.holds(epoch)).isFalse();
    assertThat(lease.takeLapse()).isTrue();
    assertThat(renewed(Duration.ZERO)).isTrue();
    assertThat(lease.holds(epoch)).isFalse();
  }
}
