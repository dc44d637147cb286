package dev.vcond.config;

import java.time.Duration;

/**
 * What the engine does around every call to a storage. Its keys stand beside {@code options}.
 *
 * @param maxSize of the uncompressed document
 * @param concurrency calls to this storage at a time
 */
public record StoragePolicy(
    @Option(
            value =
                "What becomes of a vCon that this storage could not take after all attempts:"
                    + " `dead_letter`, `defer` (owed on a list of its own) or `ignore`.",
            defaultValue = "dead_letter",
            example = "defer")
        OnFailure onFailure,
    @Option(
            value =
                "What becomes of vCons while this storage is away: `dead_letter` does at once what"
                    + " `on_failure` says, `hold` lets its chains stop claiming until it is back,"
                    + " `defer` goes on without it and writes what is owed when it is back.",
            defaultValue = "dead_letter",
            example = "hold")
        OnOutage onOutage,
    @Option(
            value = "How large a document may be, uncompressed; also accepted inside `options`.",
            defaultValue = "10MB",
            example = "64MiB")
        ByteSize maxSize,
    @Option(
            value =
                "What becomes of a larger one: `warn` stores it and says so, `reject` refuses it,"
                    + " `compress` and `split` store it smaller or in parts.",
            defaultValue = "warn",
            example = "reject")
        OnOversize onOversize,
    @Option(
            value = "How many calls to this storage run at a time, 1 to 10000.",
            defaultValue = "32",
            example = "8")
        int concurrency,
    @Option(value = "How long one attempt may take.", defaultValue = "30s", example = "5s")
        Duration attemptTimeout,
    @Option("How a failed attempt is repeated.") RetryConfig retry,
    @Option(
            value = "The vCon format that this storage gets: `current` or `0.0.1`.",
            defaultValue = "current",
            example = "0.0.1")
        EgressFormat egressFormat) {

  public StoragePolicy {
    if (maxSize.bytes() < 1) {
      throw new InvalidOption("max_size", "expected a size of at least 1B", "");
    }
    Range.check("concurrency", concurrency, 1, 10_000);
    Range.checkPositive("attempt_timeout", attemptTimeout);
  }

  /** This policy with another number of attempts, the first included. */
  public StoragePolicy withAttempts(int attempts) {
    return new StoragePolicy(
        onFailure,
        onOutage,
        maxSize,
        onOversize,
        concurrency,
        attemptTimeout,
        retry.withAttempts(attempts),
        egressFormat);
  }

  /** This policy with another answer to what is too large. */
  public StoragePolicy withOversize(OnOversize other) {
    return new StoragePolicy(
        onFailure, onOutage, maxSize, other, concurrency, attemptTimeout, retry, egressFormat);
  }
}
