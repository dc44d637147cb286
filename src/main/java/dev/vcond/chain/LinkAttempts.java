package dev.vcond.chain;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.time.Pause;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: what failed for a while is tried again as long as the step's time
 * lasts. Used by one thread.
 *
 * @param deadline of the step, by {@link System#nanoTime}
 */
record LinkAttempts(
    Chain.Step step, LinkContext context, long deadline, PipelineListener events, Guard guard) {

  /** Asked between two attempts whether the run goes on. */
  interface Guard {
    void stopUnlessOurs() throws Ended, InterruptedException;
  }

  /** What came of the last attempt: an answer, which may be null, or what was thrown. */
  record Tried(@Nullable LinkResult result, @Nullable Throwable thrown, int attempts) {

    /** What the operator is told beside the message. */
    String count() {
      return attempts == 1 ? "" : " (after %d attempts)".formatted(attempts);
    }
  }

  Tried call(Vcon vcon) throws Ended, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Tried tried = once(vcon, attempt);
      Optional<Duration> wait = waitAfter(tried);
      if (wait.isEmpty()) {
        return tried;
      }
      events.on(new PipelineEvent.LinkRetried(context.chain(), step.name()));
      pause(wait.get());
    }
  }

  private Tried once(Vcon vcon, int attempt) {
    try {
      return new Tried(step.link().apply(vcon, context), null, attempt);
    } catch (Throwable e) {
      // Errors too: a missing class of a plugin must end in a dead letter, not with this thread.
      return new Tried(null, e, attempt);
    }
  }

  /** Empty if there is no further attempt. */
  private Optional<Duration> waitAfter(Tried tried) {
    if (!(tried.thrown instanceof TemporaryFailure failure)
        || tried.attempts >= step.retry().maxAttempts()) {
      return Optional.empty();
    }
    double chance = ThreadLocalRandom.current().nextDouble();
    Duration wait =
        failure
            .retryAfter()
            .map(this::asked)
            .orElseGet(() -> step.retry().waitAfter(tried.attempts, chance));
    // An attempt that could not even begin in time would only hide why the last one failed.
    return wait.toNanos() < deadline - System.nanoTime() ? Optional.of(wait) : Optional.empty();
  }

  private Duration asked(Duration byService) {
    Duration most = step.retry().maxWait();
    return byService.isNegative()
        ? Duration.ZERO
        : byService.compareTo(most) > 0 ? most : byService;
  }

  private void pause(Duration wait) throws Ended, InterruptedException {
    var _ = Thread.interrupted(); // what the link left behind; who ends the run settles it first
    guard.stopUnlessOurs();
    Pause.of(wait);
    guard.stopUnlessOurs();
  }
}
