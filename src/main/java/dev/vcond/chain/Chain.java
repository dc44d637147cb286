package dev.vcond.chain;

import dev.vcond.config.EgressOrder;
import dev.vcond.link.Link;
import dev.vcond.storage.StorageWriter;
import java.time.Duration;
import java.util.List;

/**
 * A chain as it runs: opened links and storages with their policies.
 *
 * @param timeout how long one run may take in all
 */
public record Chain(
    String name,
    List<Step> links,
    List<StorageWriter> storages,
    List<String> ingressLists,
    List<String> egressLists,
    EgressOrder egress,
    Duration timeout,
    boolean normalizeAlways) {
  public Chain {
    links = List.copyOf(links);
    storages = List.copyOf(storages);
    ingressLists = List.copyOf(ingressLists);
    egressLists = List.copyOf(egressLists);
  }

  /**
   * One link in its place.
   *
   * @param timeout how long one call may take
   */
  public record Step(String name, Link link, Duration timeout) {}

  /** The names of the links up to {@code count}, as a checkpoint keeps them. */
  List<String> linkNames(int count) {
    return links.subList(0, count).stream().map(Step::name).toList();
  }
}
