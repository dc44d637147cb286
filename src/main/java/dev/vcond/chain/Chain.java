package dev.vcond.chain;

import dev.vcond.config.EgressOrder;
import dev.vcond.config.LinkFilter;
import dev.vcond.config.OnOutage;
import dev.vcond.config.RetryConfig;
import dev.vcond.link.Link;
import dev.vcond.storage.StorageWriter;
import java.time.Duration;
import java.util.List;

/**
 * A chain as it runs: opened links and storages with their policies.
 *
 * @param timeout how long one run may take in all
 * @param origin of the internal chain that writes what is owed to a storage: the list whose
 *     dead-letter list gets an id that the storage will never take, unless its record names
 *     another; else empty
 */
public record Chain(
    String name,
    List<Step> links,
    List<StorageWriter> storages,
    List<String> ingressLists,
    List<String> egressLists,
    EgressOrder egress,
    Duration timeout,
    boolean normalizeAlways,
    String origin) {

  /** A chain of the configuration. */
  public Chain(
      String name,
      List<Step> links,
      List<StorageWriter> storages,
      List<String> ingressLists,
      List<String> egressLists,
      EgressOrder egress,
      Duration timeout,
      boolean normalizeAlways) {
    this(name, links, storages, ingressLists, egressLists, egress, timeout, normalizeAlways, "");
  }

  /**
   * The internal chain that writes to one storage what is owed to it.
   *
   * @param owed the list of ids
   * @param origin the list that they come from if nobody knows better
   */
  public static Chain repaying(StorageWriter storage, String owed, String origin) {
    return new Chain(
        "storage:" + storage.name(),
        List.of(),
        List.of(storage),
        List.of(owed),
        List.of(),
        EgressOrder.AFTER_STORAGE,
        Duration.ofMinutes(10),
        false,
        origin);
  }

  public Chain {
    links = List.copyOf(links);
    storages = List.copyOf(storages);
    ingressLists = List.copyOf(ingressLists);
    egressLists = List.copyOf(egressLists);
  }

  /**
   * One link in its place.
   *
   * @param timeout how long one call may take, retries included
   * @param retry how a call that failed for a while is repeated
   * @param filter which vCons the link is called for
   */
  public record Step(
      String name, Link link, Duration timeout, RetryConfig retry, LinkFilter filter) {

    /** A step with the default retry that is taken by every vCon. */
    public Step(String name, Link link, Duration timeout) {
      this(name, link, timeout, RetryConfig.DEFAULT, LinkFilter.NONE);
    }

    StepChoice choice() {
      return new StepChoice(name, filter);
    }
  }

  /** Whether it writes what is owed to a storage: until that has it, the id waits. */
  public boolean repays() {
    return !origin.isEmpty();
  }

  /** Whether ids wait on their list while this storage is away. */
  public boolean waitsFor(StorageWriter storage) {
    return repays() || storage.policy().onOutage() == OnOutage.HOLD;
  }

  /** The names of the links up to {@code count}, as a checkpoint keeps them. */
  List<String> linkNames(int count) {
    return links.subList(0, count).stream().map(Step::name).toList();
  }
}
