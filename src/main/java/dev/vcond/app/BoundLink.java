package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.LinkConfig;
import dev.vcond.config.LinkPolicy;
import dev.vcond.config.Problems;
import dev.vcond.link.Doubtful;
import dev.vcond.link.Doubtful.Doubt;
import dev.vcond.link.Link;
import dev.vcond.link.LinkType;
import dev.vcond.link.Routing;
import dev.vcond.link.Waiting;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link whose options are right, ready to be opened once for each step that names it.
 *
 * @param routedLists the lists that it may push to, as far as its options say
 * @param shortest what a call takes at least, as far as its options say
 */
record BoundLink(LinkConfig config, Set<String> routedLists, Duration shortest, Opening opening) {

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
    if (bound == null) {
      return null;
    }
    if (bound instanceof Doubtful doubtful) {
      doubtful.doubts().forEach(doubt -> warn(doubt, config, key, problems));
    }
    return new BoundLink(
        config, routedLists(bound), shortest(bound), () -> type.opener().open(bound));
  }

  private static void warn(Doubt doubt, LinkConfig config, String path, Problems problems) {
    ConfigValue written = config.options().get(doubt.key());
    problems.warning(
        written == null ? config.position() : written.position(),
        path + "." + doubt.key(),
        doubt.message(),
        doubt.hint());
  }

  private static Duration shortest(Record options) {
    return options instanceof Waiting waiting ? waiting.shortest() : Duration.ZERO;
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
