package dev.vcond.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lists that chains take ids from. */
public record IngressLists(List<ChainConfig> chains) {
  public IngressLists {
    chains = List.copyOf(chains);
  }

  public static IngressLists of(Config config) {
    return new IngressLists(List.copyOf(config.chains().values()));
  }

  /** Those of the enabled chains alone. */
  public IngressLists enabled() {
    return new IngressLists(chains.stream().filter(ChainConfig::enabled).toList());
  }

  /** Their names in the order of the file, those of disabled chains included. */
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    chains.forEach(chain -> names.addAll(chain.ingressLists()));
    return names;
  }

  /** The enabled chain that takes from a list; there is at most one. */
  public Optional<ChainConfig> takerOf(String list) {
    return chains.stream()
        .filter(ChainConfig::enabled)
        .filter(chain -> chain.ingressLists().contains(list))
        .findFirst();
  }
}
