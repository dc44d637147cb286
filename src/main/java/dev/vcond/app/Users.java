package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import java.util.List;

/**
 * The enabled chains that name a link or a storage. What is wrong with one that has none is a
 * warning.
 *
 * @param chains their names, in the order of the file
 */
record Users(List<String> chains) {

  static Users of(ModuleKind kind, String name, Config config) {
    return new Users(
        config.chains().values().stream()
            .filter(ChainConfig::enabled)
            .filter(chain -> kind.steps(chain).stream().anyMatch(step -> step.name().equals(name)))
            .map(ChainConfig::name)
            .toList());
  }

  boolean none() {
    return chains.isEmpty();
  }

  /** As the end of a message. */
  String need() {
    return switch (chains.size()) {
      case 0 -> "; no enabled chain uses it";
      case 1 -> ", and chain \"" + chains.getFirst() + "\" needs it";
      default -> ", and the chains \"" + String.join("\", \"", chains) + "\" need it";
    };
  }

  /** How to do without what they name; nothing when nobody needs it. */
  String waysOut(ModuleKind kind, String name) {
    if (none()) {
      return "";
    }
    String disabled =
        String.join(", ", chains.stream().map("chains.%s.enabled: 0"::formatted).toList());
    return "To do without it, take \"%s\" out of the %s of the %s, or set %s."
        .formatted(name, kind.section(), chains.size() == 1 ? "chain" : "chains", disabled);
  }
}
