package dev.vcond.config;

import java.util.Map;

/** A configuration file as a whole; links, storages and chains are read one by one afterwards. */
record FileSections(
    @Option("Where Redis is.") RedisConfig redis,
    @Option("How vCons are worked on.") WorkerConfig worker,
    @Option("The server for metrics and health.") AdminConfig admin,
    @Option("Links and storages from elsewhere.") PluginsConfig plugins,
    @Option(
            value =
                "Whether `tracers` and `followers`, which cannot run yet, stop the start or are"
                    + " left out with a warning.",
            defaultValue = "error",
            example = "warn")
        Unsupported unsupported,
    @Option("The links, by name.") Map<String, ConfigValue> links,
    @Option("The storages, by name.") Map<String, ConfigValue> storages,
    @Option("The chains, by name.") Map<String, ConfigValue> chains) {}
