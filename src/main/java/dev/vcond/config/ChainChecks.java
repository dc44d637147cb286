package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold between chains, and between a chain and what it names. */
final class ChainChecks {

  private final Mapping root;
  private final @Nullable CompatConfig compat;
  private final Problems problems;

  ChainChecks(Mapping root, @Nullable CompatConfig compat, Problems problems) {
    this.root = root;
    this.compat = compat;
    this.problems = problems;
  }

  void check(Map<String, ChainConfig> chains) {
    for (ChainConfig chain : chains.values()) {
      checkNames(chain, chain.links(), "links");
      checkNames(chain, chain.storages(), "storages");
      checkLists(chain, chain.ingressLists(), "ingress_lists");
      checkLists(chain, chain.egressLists(), "egress_lists");
      warnOfLoop(chain);
      warnOfNoIngress(chain);
    }
    checkOwners(chains.values());
    warnOfNoChain(chains.values());
  }

  private void checkNames(ChainConfig chain, List<StepRef> steps, String section) {
    Set<String> defined = ModuleReader.section(root, section).entries().keySet();
    for (StepRef step : steps) {
      if (defined.contains(step.name())) {
        continue;
      }
      String key = path(chain, section);
      String message =
          "there is no %s \"%s\", which chain \"%s\" names"
              .formatted(section.substring(0, section.length() - 1), step.name(), chain.name());
      String hint = meant(step.name(), section, defined);
      if (chain.enabled()) {
        problems.error(step.position(), key, message, hint + waysOut(chain, step, section));
      } else {
        problems.warning(
            step.position(), key, message + "; the chain is not enabled", hint.strip());
      }
    }
  }

  /** Chains name entries, not modules, and each kind in its own list. */
  private String meant(String name, String section, Set<String> defined) {
    String other = section.equals("links") ? "storages" : "links";
    return ModuleReader.section(root, other).entries().containsKey(name)
        ? "It stands under %s: name it in %s of the chain. ".formatted(other, other)
        : Suggestion.among(name.replaceFirst("^(links|storage)\\.", ""), defined);
  }

  private static String waysOut(ChainConfig chain, StepRef step, String section) {
    return "Define %s.%s, remove the name from the chain, or set chains.%s.enabled: 0."
        .formatted(section, step.name(), chain.name());
  }

  private void checkLists(ChainConfig chain, List<String> lists, String section) {
    for (String list : lists) {
      String key = path(chain, section);
      if (list.isBlank()) {
        problems.error(place(chain, section, list), key, "a list has an empty name", "");
      } else if (Names.isUnreadable(list)) {
        problems.error(
            place(chain, section, list),
            key,
            "the name of a list holds a line end or another character that cannot be seen",
            "Choose another name.");
      }
      ListNames.reservedBeginning(list)
          .ifPresent(prefix ->
              problems.error(
                  place(chain, section, list),
                  key,
                  "no list may begin with " + prefix + ", as \"" + list + "\" does",
                  "Keys of that name hold something else in Redis. Choose another name."));
      if (compat != null && list.equals(compat.sortedSetName())) {
        problems.error(
            place(chain, section, list),
            key,
            "\"" + list + "\" is the sorted set of all vCons, not a list",
            "Choose another name, or set VCON_SORTED_SET_NAME.");
      }
    }
  }

  private void warnOfLoop(ChainConfig chain) {
    for (String list : chain.ingressLists()) {
      if (chain.egressLists().contains(list)) {
        problems.warning(
            place(chain, "egress_lists", list),
            path(chain, "egress_lists"),
            "\"" + list + "\" is an ingress list of the same chain: every vCon runs forever",
            "Push to another list.");
      }
    }
  }

  private void warnOfNoIngress(ChainConfig chain) {
    if (chain.enabled() && chain.ingressLists().isEmpty() && !isWritten(chain, "ingress_lists")) {
      problems.warning(
          chain.position(),
          "chains." + chain.name(),
          "has no ingress_lists: it will never run",
          "Name a list under ingress_lists, or set enabled: 0.");
    }
  }

  /** What is written and not there is wrong, and was reported as such. */
  private boolean isWritten(ChainConfig chain, String key) {
    ConfigValue written = root.find("chains", chain.name(), key);
    return written != null && ServerOnlyKeys.saysSomething(written);
  }

  private void checkOwners(Collection<ChainConfig> chains) {
    Map<String, List<ChainConfig>> owners = new LinkedHashMap<>();
    for (ChainConfig chain : chains) {
      if (chain.enabled()) {
        chain
            .ingressLists()
            .forEach(list -> owners.computeIfAbsent(list, _ -> new ArrayList<>()).add(chain));
      }
    }
    owners.forEach((list, own) -> {
      if (own.size() > 1) {
        refuseOwners(list, own);
      }
    });
  }

  private void refuseOwners(String list, List<ChainConfig> owners) {
    ChainConfig last = owners.getLast();
    String names =
        String.join(", ", owners.stream().map(chain -> "\"" + chain.name() + "\"").toList());
    problems.error(
        place(last, "ingress_lists", list),
        path(last, "ingress_lists"),
        "the chains %s all take from the list \"%s\"".formatted(names, list),
        ("Remove it from all but one, or set enabled: 0 for the others; vcon-server would have run"
                + " only the last, \"%s\".")
            .formatted(last.name()));
  }

  private void warnOfNoChain(Collection<ChainConfig> chains) {
    boolean written = !ModuleReader.section(root, "chains").entries().isEmpty();
    if (chains.stream().noneMatch(ChainConfig::enabled) && !(written && chains.isEmpty())) {
      problems.warning(
          chains.isEmpty() ? root.position() : chains.iterator().next().position(),
          "chains",
          chains.isEmpty()
              ? "no chains: nothing will be claimed"
              : "no chain is enabled: nothing will be claimed",
          "");
    }
  }

  /** Where a list is named in a chain. */
  private Position place(ChainConfig chain, String section, String list) {
    ConfigValue written = root.find("chains", chain.name(), section);
    return switch (written) {
      case null -> chain.position();
      case ConfigValue.Sequence lists ->
          lists.items().stream()
              .filter(item -> item instanceof ConfigValue.Scalar name && name.text().equals(list))
              .map(ConfigValue::position)
              .findFirst()
              .orElse(lists.position());
      case ConfigValue single -> single.position();
    };
  }

  private static String path(ChainConfig chain, String section) {
    return "chains." + chain.name() + "." + section;
  }
}
