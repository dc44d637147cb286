package dev.vcond.deadletter;

import dev.vcond.chain.Checkpoint;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.StepRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a replay would do, by what is configured and stored now. */
public sealed interface Forecast {

  /** The entry is no vCon id: it would come back with the same reason. */
  record ComesBack() implements Forecast {}

  /** No enabled chain takes from the list: the id would wait there. */
  record Waits() implements Forecast {}

  /**
   * A chain would run.
   *
   * @param beginning whether it goes on where it stopped, and if not, why
   * @param bodyMissing whether the document is not in Redis, so that it must come from a storage
   * @param links that would run, in order
   * @param storages that would be written
   * @param lists that the id would be pushed to
   */
  record Runs(
      String chain,
      Beginning beginning,
      boolean bodyMissing,
      List<String> links,
      List<String> storages,
      List<String> lists)
      implements Forecast {
    public Runs {
      links = List.copyOf(links);
      storages = List.copyOf(storages);
      lists = List.copyOf(lists);
    }
  }

  /** Where a run begins. */
  enum Beginning {
    /** What the checkpoint names as done is left out. */
    WHERE_IT_STOPPED("it goes on where it stopped"),
    NO_CHECKPOINT("nothing was noted as done, so everything runs"),
    DOCUMENT_CHANGED("the document is another one since, so everything runs again"),
    LINKS_CHANGED("the chain begins with other links since, so everything runs again");

    private final String text;

    Beginning(String text) {
      this.text = text;
    }

    /** Half a sentence for people. */
    public String text() {
      return text;
    }
  }

  /**
   * SHA-1 in hex of documents in Redis; empty for those that are not there.
   *
   * @param popped of the id on the list
   * @param current of the id that a link had swapped it for; else the same
   */
  record Documents(Optional<String> popped, Optional<String> current) {}

  /**
   * The forecast for a vCon id.
   *
   * @param chain the enabled chain that takes from the list
   */
  static Forecast of(
      Optional<ChainConfig> chain, Optional<Checkpoint> checkpoint, Documents documents) {
    return chain.map(taker -> runs(taker, checkpoint, documents)).orElseGet(Waits::new);
  }

  private static Forecast runs(
      ChainConfig chain, Optional<Checkpoint> checkpoint, Documents documents) {
    List<String> links = names(chain.links());
    Beginning beginning =
        checkpoint.map(done -> beginning(done, links, documents)).orElse(Beginning.NO_CHECKPOINT);
    Optional<Checkpoint> done = checkpoint.filter(_ -> beginning == Beginning.WHERE_IT_STOPPED);
    return new Runs(
        chain.name(),
        beginning,
        documents.popped().isEmpty(),
        links.subList(done.map(c -> c.links().size()).orElse(0), links.size()),
        names(chain.storages()).stream()
            .filter(name -> done.filter(c -> c.storages().contains(name)).isEmpty())
            .toList(),
        lists(chain, done));
  }

  private static Beginning beginning(Checkpoint done, List<String> links, Documents documents) {
    int finished = done.links().size();
    if (finished > links.size() || !links.subList(0, finished).equals(done.links())) {
      return Beginning.LINKS_CHANGED;
    }
    return speaksOf(done, documents) ? Beginning.WHERE_IT_STOPPED : Beginning.DOCUMENT_CHANGED;
  }

  private static boolean speaksOf(Checkpoint done, Documents documents) {
    boolean swapped = !done.origin().isEmpty();
    String popped = swapped ? done.origin() : done.sha1();
    // One that only a storage has is most likely the one that the checkpoint speaks of.
    return documents.popped().orElse(popped).equals(popped)
        && (!swapped || documents.current().orElse(done.sha1()).equals(done.sha1()));
  }

  private static List<String> lists(ChainConfig chain, Optional<Checkpoint> done) {
    var lists = new ArrayList<String>();
    done.ifPresent(c -> c.routes().forEach(route -> lists.add(route.list())));
    if (done.filter(Checkpoint::egressed).isEmpty()) {
      lists.addAll(chain.egressLists());
    }
    return lists;
  }

  private static List<String> names(List<StepRef> steps) {
    return steps.stream().map(StepRef::name).toList();
  }
}
