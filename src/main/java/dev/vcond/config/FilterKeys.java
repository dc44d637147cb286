package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator wrote as options of a link, parted: vcon-server has {@code only_if} and {@code
 * sampling_rate} among the options of each link that knows them; here they are the engine's.
 *
 * @param filter the keys of {@link LinkFilter} that say something
 */
record FilterKeys(Mapping options, Mapping filter) {

  static final List<String> NAMES = List.of("only_if", "sampling_rate");

  /**
   * To the sampler they are options it does not know, and a sampling_rate was meant for what it
   * does; to the link for Slack only_if chooses analyses and not vCons.
   */
  private static final Set<String> NOT_FILTERED =
      Set.of("links.sampler", "links.post_analysis_to_slack");

  /** Whether those keys are not the engine's where this module has them. */
  static boolean isForeign(String module) {
    return NOT_FILTERED.contains(module);
  }

  static FilterKeys in(Mapping options, String module) {
    FilterKeys keys = new FilterKeys(options, new Mapping(Map.of(), options.position()));
    if (isForeign(module)) {
      return keys;
    }
    for (String name : NAMES) {
      Entry entry = options.entries().get(name);
      if (entry != null) {
        keys = keys.moved(name, entry);
      }
    }
    return keys;
  }

  private FilterKeys moved(String name, Entry entry) {
    // An empty only_if is none there.
    boolean says = ServerOnlyKeys.saysSomething(entry.value());
    return new FilterKeys(options.without(name), says ? filter.with(name, entry.value()) : filter);
  }
}
