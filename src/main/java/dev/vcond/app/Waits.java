package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Durations;
import dev.vcond.config.LinkFilter;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import java.time.Duration;

/**
 * Finds links that take longer than they are given: each vCon that comes to them would end as a
 * dead letter.
 *
 * @param raw the file, for the places of what is wrong
 */
record Waits(BoundChain chain, Mapping raw, Problems problems) {

  void check() {
    chain.links().forEach(this::checkOwn);
    Duration sum =
        chain.links().stream()
            .filter(link -> link.config().policy().filter().equals(LinkFilter.NONE))
            .map(BoundLink::shortest)
            .reduce(Duration.ZERO, Duration::plus);
    if (isTooLong(sum, chain.config().timeout())) {
      refuse(sum);
    }
  }

  private void checkOwn(BoundLink link) {
    Duration timeout = link.config().policy().timeout();
    if (timeout == null || !isTooLong(link.shortest(), timeout)) {
      return;
    }
    String name = link.config().name();
    problems.error(
        place(link.config().position(), "links", name, "timeout"),
        "links." + name + ".timeout",
        "is %s, and the link takes %s: no call can ever succeed"
            .formatted(Durations.text(timeout), Durations.text(link.shortest())),
        "Write a longer timeout, or none.");
  }

  private void refuse(Duration sum) {
    ChainConfig config = chain.config();
    problems.error(
        place(config.position(), "chains", config.name(), "timeout"),
        "chains." + config.name() + ".timeout",
        "is %s, and the links wait for %s: no run can ever succeed"
            .formatted(Durations.text(config.timeout()), Durations.text(sum)),
        "Write a longer timeout.");
  }

  private static boolean isTooLong(Duration time, Duration limit) {
    return time.isPositive() && time.compareTo(limit) >= 0;
  }

  private Position place(Position otherwise, String... path) {
    ConfigValue written = raw.find(path);
    return written == null ? otherwise : written.position();
  }
}
