package dev.vcond.config;

import java.time.Duration;
import java.util.List;

/** The keys of one chain under {@code chains}. */
record ChainSection(
    @Option(
            value =
                "The links, in the order in which they run: names, or a name with options to lay"
                    + " over its own.",
            example = "[tag, {webhook: {timeout: 5}}]")
        List<ConfigValue> links,
    @Option(
            value = "The storages, written at the same time; named like links.",
            example = "[disk, database]")
        List<ConfigValue> storages,
    @Option(value = "The Redis lists that ids are taken from.", example = "[default]")
        List<String> ingressLists,
    @Option(value = "The Redis lists that finished ids are pushed to.", example = "[done]")
        List<String> egressLists,
    @Option(
            value = "Whether egress waits for the storages.",
            defaultValue = "after_storage",
            example = "before_storage")
        EgressOrder egress,
    @Option(
            value = "How long the whole run of one vCon may take.",
            defaultValue = "10m",
            example = "1h")
        Duration timeout,
    @Option(value = "Whether the chain runs.", defaultValue = "1", example = "0") boolean enabled) {

  ChainSection {
    Range.checkPositive("timeout", timeout);
  }
}
