package dev.vcond.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.OnOutage;
import dev.vcond.config.RetryConfig;
import dev.vcond.event.PipelineEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger probes = new AtomicInteger();
  private volatile @Nullable String trouble;
  private Breaker breaker = breaker(OnOutage.HOLD);

  private Breaker breaker(OnOutage answer) {
    return new Breaker(
        "pg",
        TestPolicy.policy()
            .onOutage(answer)
            .retry(new RetryConfig(3, Duration.ofMillis(5), 2, Duration.ofMillis(20), 0))
            .build(),
        this::probe,
        events::add);
  }

  @AfterEach
  void close() {
    breaker.close();
  }

  private void probe() throws IOException {
    probes.incrementAndGet();
    String why = trouble;
    if (why != null) {
      throw new IOException(why);
    }
  }

  private Breaker.Leave enter() throws Exception {
    return breaker.enter(LIMIT);
  }

  private void failTransiently(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      breaker.failed(enter(), FaultClass.TRANSIENT, "timed out");
    }
  }

  private void open() throws Exception {
    trouble = "refused";
    assertThat(breaker.failed(enter(), FaultClass.SERVICE, "wrong password")).isTrue();
  }

  @Test
  void a_service_that_is_not_usable_is_away_at_once() throws Exception {
    open();
    assertThatThrownBy(this::enter)
        .isInstanceOf(StorageAway.class)
        // The first probe, at once, may have told of another reason already.
        .hasMessageMatching("away for 0 s: (wrong password|refused)");
    assertThat(breaker.outage()).isPresent();
    await().until(() -> breaker.outage().orElseThrow().why().equals("refused"));
    assertThat(events).containsExactly(new PipelineEvent.OutageBegan("storage:pg"));
  }

  @Test
  void one_document_tries_whether_it_is_back_and_the_others_wait_for_it() throws Exception {
    open();
    trouble = null;
    await().until(breaker::wantsOne);
    Breaker.Leave trial = enter();
    assertThat(trial.trial()).isTrue();
    var other =
        CompletableFuture.supplyAsync(() -> {
          try {
            return enter();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThatThrownBy(() -> breaker.enter(Duration.ofMillis(20))).isInstanceOf(StorageAway.class);
    assertThat(other).isNotDone();
    breaker.answered(trial);
    assertThat(other.get().trial()).isFalse();
    assertThat(events.getLast()).isInstanceOf(PipelineEvent.OutageEnded.class);
    assertThat(events).hasSize(2);
    assertThat(breaker.outage()).isEmpty();
    assertThat(breaker.wantsOne()).isFalse();
  }

  @Test
  void a_trial_that_fails_opens_it_again() throws Exception {
    open();
    trouble = null;
    await().until(breaker::wantsOne);
    assertThat(breaker.failed(enter(), FaultClass.TRANSIENT, "still slow")).isTrue();
    assertThat(breaker.outage()).isPresent();
    await().until(breaker::wantsOne);
    breaker.answered(enter());
    assertThat(events).hasSize(4);
  }

  @Test
  void a_trial_that_is_given_up_lets_the_next_one_try() throws Exception {
    open();
    trouble = null;
    await().until(breaker::wantsOne);
    breaker.abandoned(enter());
    assertThat(enter().trial()).isTrue();
  }

  @Test
  void transient_failures_in_a_row_lead_to_a_probe_and_open_it_only_if_that_fails()
      throws Exception {
    failTransiently(4);
    assertThat(probes).hasValue(0);
    failTransiently(1);
    await().until(() -> probes.get() == 1);
    assertThat(breaker.outage()).isEmpty();
    trouble = "connection refused";
    failTransiently(5);
    await().until(() -> breaker.outage().isPresent());
    assertThat(events).containsExactly(new PipelineEvent.OutageBegan("storage:pg"));
  }

  @Test
  void where_documents_fail_for_good_it_opens_only_when_one_has_had_all_its_attempts()
      throws Exception {
    breaker = breaker(OnOutage.DEAD_LETTER);
    trouble = "connection refused";
    Breaker.Leave first = enter();
    failTransiently(50);
    assertThat(breaker.outage()).isEmpty();
    assertThat(probes).hasValue(0);
    assertThat(breaker.isAway(first, "connection refused")).isTrue();
    assertThat(breaker.outage().orElseThrow().why()).isEqualTo("connection refused");
  }

  @Test
  void a_success_in_between_begins_the_row_anew() throws Exception {
    trouble = "connection refused";
    failTransiently(4);
    breaker.answered(enter());
    failTransiently(4);
    assertThat(probes).hasValue(0);
  }

  @Test
  void a_document_whose_attempts_are_spent_asks_for_a_probe_unless_others_were_answered()
      throws Exception {
    Breaker.Leave first = enter();
    breaker.failed(first, FaultClass.TRANSIENT, "timed out");
    assertThat(breaker.isAway(first, "timed out")).isFalse();
    assertThat(probes).hasValue(1);

    trouble = "connection refused";
    breaker.answered(enter());
    assertThat(breaker.isAway(first, "timed out")).isFalse();
    assertThat(probes).hasValue(1);

    Breaker.Leave second = enter();
    assertThat(breaker.isAway(second, "timed out")).isTrue();
    assertThat(breaker.outage().orElseThrow().why())
        .isEqualTo("timed out; its probe: connection refused");
    assertThat(breaker.isAway(second, "timed out")).as("known by now").isTrue();
  }

  @Test
  void once_closed_it_probes_no_more() throws Exception {
    open();
    await().until(() -> probes.get() > 2);
    breaker.close();
    int so_far = probes.get();
    trouble = null;
    await()
        .during(Duration.ofMillis(100))
        .until(() -> probes.get() <= so_far + 1 && !breaker.wantsOne());
  }
}
