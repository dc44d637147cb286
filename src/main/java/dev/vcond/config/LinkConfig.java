package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A link under {@code links}.
 *
 * @param name what chains call it
 * @param options bound by the drawer that {@code module} names; without keys of the policy
 * @param policy what the engine does around the link
 * @param position where its name stands
 */
public record LinkConfig(
    String name, String module, Mapping options, LinkPolicy policy, Position position) {

  /** How long a link may take when neither the operator nor the link says otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * This link with what a chain lays over it: options, and which vCons it is called for.
   *
   * @param problems gets what is wrong with the latter, below {@code links.<name>.options}
   * @return null if something is wrong
   */
  public @Nullable LinkConfig over(Mapping inline, Problems problems) {
    FilterKeys keys = FilterKeys.in(inline, module);
    String path = "links." + name + ".options";
    LinkFilter filter = RecordBinder.bind(LinkFilter.class, keys.filter(), path, problems);
    if (filter == null) {
      return null;
    }
    filter.warn(keys.filter(), path, problems);
    return new LinkConfig(
        name,
        module,
        options.overlay(keys.options()),
        policy.withFilter(policy.filter().overlay(filter)),
        position);
  }

  LinkConfig withOptions(UnaryOperator<Mapping> other) {
    return new LinkConfig(name, module, other.apply(options), policy, position);
  }
}
