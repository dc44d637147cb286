package dev.vcond.config;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A chain under {@code chains}.
 *
 * @param links run in this order
 * @param storages written at the same time; in this order when one is asked for a document
 * @param timeout for the whole run of one vCon
 * @param position where its name stands
 */
public record ChainConfig(
    String name,
    List<StepRef> links,
    List<StepRef> storages,
    List<String> ingressLists,
    List<String> egressLists,
    EgressOrder egress,
    Duration timeout,
    boolean enabled,
    Position position) {

  public ChainConfig {
    links = List.copyOf(links);
    storages = List.copyOf(storages);
    ingressLists = List.copyOf(ingressLists);
    egressLists = List.copyOf(egressLists);
  }

  ChainConfig withLinkOptions(UnaryOperator<ConfigValue.Mapping> other) {
    return new ChainConfig(
        name,
        links.stream().map(link -> link.withOptions(other)).toList(),
        storages,
        ingressLists,
        egressLists,
        egress,
        timeout,
        enabled,
        position);
  }
}
