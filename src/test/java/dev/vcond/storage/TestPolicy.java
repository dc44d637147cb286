package dev.vcond.storage;

import dev.vcond.config.ByteSize;
import dev.vcond.config.EgressFormat;
import dev.vcond.config.OnFailure;
import dev.vcond.config.OnOutage;
import dev.vcond.config.OnOversize;
import dev.vcond.config.RetryConfig;
import dev.vcond.config.StoragePolicy;
import java.time.Duration;

/** Builds policies that do not make a test wait: one attempt unless it asks for more. */
public final class TestPolicy {
  private OnFailure onFailure = OnFailure.DEAD_LETTER;
  private OnOutage onOutage = OnOutage.DEAD_LETTER;
  private long maxSize = 10_000_000;
  private OnOversize onOversize = OnOversize.WARN;
  private int concurrency = 32;
  private Duration attemptTimeout = Duration.ofSeconds(20);
  private RetryConfig retry = retry(1, Duration.ofMillis(1), 0);
  private EgressFormat format = EgressFormat.CURRENT;

  private TestPolicy() {}

  public static TestPolicy policy() {
    return new TestPolicy();
  }

  /** Attempts in all, the first wait, doubled each time up to 10 s, and the jitter. */
  static RetryConfig retry(int attempts, Duration wait, double jitter) {
    return new RetryConfig(attempts, wait, 2, Duration.ofSeconds(10), jitter);
  }

  public TestPolicy onFailure(OnFailure answer) {
    onFailure = answer;
    return this;
  }

  TestPolicy onOutage(OnOutage answer) {
    onOutage = answer;
    return this;
  }

  public TestPolicy maxSize(long bytes, OnOversize answer) {
    maxSize = bytes;
    onOversize = answer;
    return this;
  }

  public TestPolicy concurrency(int calls) {
    concurrency = calls;
    return this;
  }

  public TestPolicy attemptTimeout(Duration limit) {
    attemptTimeout = limit;
    return this;
  }

  public TestPolicy attempts(int most) {
    retry = retry(most, Duration.ofMillis(1), 0);
    return this;
  }

  TestPolicy retry(RetryConfig config) {
    retry = config;
    return this;
  }

  TestPolicy format(EgressFormat wanted) {
    format = wanted;
    return this;
  }

  public StoragePolicy build() {
    return new StoragePolicy(
        onFailure,
        onOutage,
        new ByteSize(maxSize),
        onOversize,
        concurrency,
        attemptTimeout,
        retry,
        format);
  }
}
