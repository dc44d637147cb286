package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.LinkFilter;
import dev.vcond.config.RetryConfig;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links that say that they may work later. */
@Timeout(30)
class LinkRetryTest {
  private static final RetryConfig QUICK = waiting(Duration.ofMillis(1));

  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = bench.port.has(SampleVcon.document().vcon());
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    bench.close();
  }

  private static RetryConfig waiting(Duration wait) {
    return new RetryConfig(3, wait, 1, wait, 0);
  }

  /** Busy that many times, then done. */
  private TestLink busy(int times, @Nullable Duration retryAfter) {
    return TestLink.that(doc -> {
      if (calls.incrementAndGet() <= times) {
        throw new TemporaryFailure("the model is busy", retryAfter, null);
      }
      return LinkResult.proceed(doc);
    });
  }

  private TestLink busy(int times) {
    return busy(times, null);
  }

  private <E extends PipelineEvent> List<E> events(Class<E> type) {
    return bench.events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void a_link_that_works_at_the_last_attempt_goes_on_and_is_counted_as_one_call() throws Exception {
    bench.link("model", QUICK, busy(2)).storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link model", "link model", "link model", "save disk");
    assertThat(events(PipelineEvent.LinkRetried.class))
        .hasSize(2)
        .allMatch(event -> event.link().equals("model") && event.chain().equals("main"));
    assertThat(events(PipelineEvent.LinkCalled.class))
        .singleElement()
        .hasFieldOrPropertyWithValue("result", PipelineEvent.Result.OK);
  }

  @Test
  void a_link_that_stays_busy_fails_with_the_number_of_attempts() throws Exception {
    bench.link("model", QUICK, busy(9)).link("never", nothing());
    FailedAt at = bench.failed(vcon).at();
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).isEqualTo("link model: the model is busy (after 3 attempts)");
    assertThat(events(PipelineEvent.LinkCalled.class))
        .singleElement()
        .hasFieldOrPropertyWithValue("result", PipelineEvent.Result.ERROR);
  }

  @Test
  void one_attempt_means_one_attempt() throws Exception {
    bench.link("model", QUICK.withAttempts(1), busy(9));
    assertThat(bench.failed(vcon).at().text()).isEqualTo("link model: the model is busy");
    assertThat(events(PipelineEvent.LinkRetried.class)).isEmpty();
  }

  @Test
  void anything_else_that_is_thrown_is_not_tried_again() throws Exception {
    bench.link(
        "model",
        QUICK,
        TestLink.that(_ -> {
          calls.incrementAndGet();
          throw new IOException("no route to host");
        }));
    bench.failed(vcon);
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_failure_after_busy_attempts_says_how_many_there_were() throws Exception {
    bench.link(
        "model",
        QUICK,
        TestLink.that(_ -> {
          if (calls.incrementAndGet() == 1) {
            throw new TemporaryFailure("busy");
          }
          throw new IOException("unknown model");
        }));
    assertThat(bench.failed(vcon).at().text())
        .isEqualTo("link model: unknown model (after 2 attempts)");
  }

  @Test
  void what_the_service_asks_for_is_kept_up_to_the_longest_wait() throws Exception {
    RetryConfig patient = new RetryConfig(2, Duration.ofMillis(1), 1, Duration.ofMillis(300), 0);
    bench.link("model", patient, busy(1, Duration.ofHours(1))).storage("disk");
    long began = System.nanoTime();
    bench.completed(vcon);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
  }

  @Test
  void no_attempt_is_awaited_that_the_timeout_leaves_no_time_for() throws Exception {
    bench.link(
        new Chain.Step(
            "model",
            busy(9),
            Duration.ofSeconds(5),
            waiting(Duration.ofMinutes(1)),
            LinkFilter.NONE));
    assertThat(bench.failed(vcon).at().text()).isEqualTo("link model: the model is busy");
  }

  @Test
  void the_timeout_of_the_step_holds_for_all_attempts_together() throws Exception {
    bench.link(
        new Chain.Step(
            "model",
            busy(Integer.MAX_VALUE),
            Duration.ofMillis(300),
            new RetryConfig(100, Duration.ofMillis(200), 1, Duration.ofMillis(200), 0),
            LinkFilter.NONE));
    bench.failed(vcon);
    assertThat(calls.get()).isBetween(1, 3);
  }

  @Test
  void a_run_that_is_over_wakes_who_waits_for_the_next_attempt() throws Exception {
    var busy = new CountDownLatch(1);
    TestLink link =
        TestLink.that(_ -> {
          busy.countDown();
          throw new TemporaryFailure("busy");
        });
    bench.link(
        new Chain.Step(
            "model", link, Duration.ofHours(2), waiting(Duration.ofHours(1)), LinkFilter.NONE));
    ChainBench.Going going = bench.start(vcon);
    busy.await();
    going.run().settle(new ChainOutcome.Discarded());
    going.ended();
    assertThat(bench.steps).containsExactly("link model");
  }

  @Test
  void a_claim_that_is_lost_between_two_attempts_ends_them() throws Exception {
    bench.port.oursFor(1);
    bench.link("model", QUICK, busy(9));
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Discarded());
    assertThat(bench.steps).containsExactly("link model");
  }

  @Test
  void an_interrupt_that_a_busy_link_leaves_behind_does_not_shorten_the_attempts()
      throws Exception {
    bench
        .link(
            "model",
            QUICK,
            TestLink.that(doc -> {
              if (calls.incrementAndGet() < 3) {
                Thread.currentThread().interrupt();
                throw new TemporaryFailure("busy");
              }
              return LinkResult.proceed(doc);
            }))
        .storage("disk");
    bench.completed(vcon);
    assertThat(calls).hasValue(3);
  }
}
