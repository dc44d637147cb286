package dev.vcond.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LinkCallTest {

  /** Stops the watchdog where it has noticed the time-out and not yet settled the run. */
  private record StoppedWatchdog(CountDownLatch noticed, CountDownLatch goOn)
      implements Run.Tracked {
    @Override
    public Optional<Checkpoint> unfinished() {
      boolean first = noticed.getCount() > 0;
      noticed.countDown();
      if (first) {
        try {
          goOn.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }

    @Override
    public boolean inDoubt() {
      return false;
    }

    @Override
    public String doing() {
      return "";
    }
  }

  @Test
  void a_link_that_ends_while_its_time_out_is_being_told_is_a_time_out_and_no_lost_run()
      throws Exception {
    var stopped = new StoppedWatchdog(new CountDownLatch(1), new CountDownLatch(1));
    List<ChainOutcome> outcomes = new ArrayList<>();
    List<PipelineEvent> events = new CopyOnWriteArrayList<>();
    var run = new Run(outcomes::add);
    run.tracks(stopped);
    try (var watchdog = new Watchdog()) {
      var calls =
          new LinkCall(
              "main",
              "in",
              run,
              new ChainPass.Tools(watchdog, events::add, new ParallelWriter()),
              () -> {});
      TestLink link =
          TestLink.that(vcon -> {
            stopped.noticed.await();
            return LinkResult.proceed(vcon);
          });
      var step = new Chain.Step("close", link, Duration.ofMillis(1));
      assertThatThrownBy(() -> calls.call(step, SampleVcon.document().vcon()))
          .isInstanceOf(InterruptedException.class);
      assertThat(outcomes).singleElement().isInstanceOf(ChainOutcome.Failed.class);
      stopped.goOn.countDown();
    }
    assertThat(((ChainOutcome.Failed) outcomes.getFirst()).at().code()).isEqualTo("link_timeout");
    assertThat(events).hasSize(1);
  }
}
