package dev.vcond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of one link under {@code links}. */
record LinkSection(
    @Option(value = "Which link it is; see below.", example = "links.tag") String module,
    @Option(value = "The options of the link; see there.", example = "{tags: [vip]}")
        ConfigValue.Mapping options,
    @Option(
            value = "How long one run may take; without it the link's own limit, in general 60s.",
            example = "5m")
        @Nullable Duration timeout) {

  LinkSection {
    Range.checkText("module", module);
    if (timeout != null) {
      Range.checkPositive("timeout", timeout);
    }
  }
}
