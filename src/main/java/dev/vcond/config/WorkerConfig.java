package dev.vcond.config;

import java.time.Duration;

/**
 * The section {@code worker}.
 *
 * @param concurrency vCons in flight per chain
 */
public record WorkerConfig(
    @Option(
            value = "How many vCons are in flight per chain, 1 to 100000.",
            defaultValue = "64",
            example = "16")
        int concurrency,
    @Option(
            value =
                "How much memory the documents in flight of all chains may take: 1% to 80% of the"
                    + " heap, or a size. A document that needs more is worked on alone.",
            defaultValue = "25%",
            example = "512MB")
        MemoryShare memory,
    @Option(
            value = "How long a stop waits for the vCons in flight before it gives them back.",
            defaultValue = "30s",
            example = "2m")
        Duration drainTimeout,
    @Option(
            value =
                "How the ingress lists of a chain take turns: `fair`, or `config` for strict"
                    + " priority in the order written.",
            defaultValue = "fair",
            example = "config")
        Order order,
    @Option(
            value =
                "What becomes of a document whose own uuid is not the id that was pushed; with"
                    + " `store` the pushed id counts.",
            defaultValue = "dead_letter",
            example = "store")
        OnUuidMismatch onUuidMismatch,
    @Option(
            value =
                "When the write rules of the vCon format are applied: to documents that a link"
                    + " changed, or to all.",
            defaultValue = "on_change",
            example = "always")
        Normalize normalize) {

  static final int MOST_CONCURRENT = 100_000;

  public WorkerConfig {
    Range.check("concurrency", concurrency, 1, MOST_CONCURRENT);
  }

  WorkerConfig withMemory(MemoryShare other) {
    return new WorkerConfig(concurrency, other, drainTimeout, order, onUuidMismatch, normalize);
  }
}
