package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.LinkConfig;
import dev.vcond.config.LinkPolicy;
import dev.vcond.config.Problems;
import dev.vcond.link.Link;
import dev.vcond.link.LinkType;
import dev.vcond.link.Routing;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link whose options are right, ready to be opened once for each step that names it.
 *
 * @param routedLists the lists that it may push to, as far as its options say
 */
record BoundLink(LinkConfig config, Set<String> routedLists, Opening opening) {

  /** Makes the link from the options that it holds. */
  interface Opening {
    Link open() throws Exception;
  }

  /** Binds options; null if something is wrong with them, which has been reported then. */
  static <O extends Record> @Nullable BoundLink bind(
      LinkType<O> type, LinkConfig config, Problems problems) {
    String key = "links." + config.name() + ".options";
    O bound =
        new OptionsBinder(type.module(), config.position(), key, problems)
            .bind(type.options(), config.options());
    return bound == null
        ? null
        : new BoundLink(config, routedLists(bound), () -> type.opener().open(bound));
  }

  private static Set<String> routedLists(Record options) {
    return options instanceof Routing routing ? routing.routedLists() : Set.of();
  }

  Link open() throws Exception {
    return opening.open();
  }

  /** How long one call of it may take. */
  private Duration timeout(Link link) {
    Duration written = config.policy().timeout();
    return written == null ? link.defaultTimeout() : written;
  }

  /** The opened link in its place. */
  Chain.Step step(Link link) {
    LinkPolicy policy = config.policy();
    return new Chain.Step(config.name(), link, timeout(link), policy.retry(), policy.filter());
  }
}
