package dev.vcond.link;

import static java.util.Objects.requireNonNull;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;

/**
 * What a link wants the chain to do next. Routes are names of lists the id is pushed to when the
 * run is acknowledged.
 */
public sealed interface LinkResult {

  /** The document that the link was given, as it leaves it. */
  Vcon vcon();

  /**
   * The lists that the id of the document the link was given is to be pushed to, in order; pushed
   * together with the acknowledgement, after the write-back.
   */
  List<String> routes();

  /** Goes on with the next link. */
  static LinkResult proceed(Vcon vcon) {
    return new Continue(vcon, List.of());
  }

  /** Ends the chain without storages, egress or dead letter. */
  static LinkResult halt(Vcon vcon, String reason) {
    return new Halt(vcon, reason, List.of());
  }

  /**
   * Go on with the next link.
   *
   * @param vcon the document, edited or not
   */
  record Continue(Vcon vcon, List<String> routes) implements LinkResult {
    public Continue {
      requireNonNull(vcon, "a link's result needs the document");
      routes = List.copyOf(routes);
    }
  }

  /**
   * Go on with another document: all that follows sees the one stored under this id.
   *
   * @param vcon the document this run leaves behind; written back if it was changed
   * @param id the document to go on with
   */
  record Swap(Vcon vcon, VconId id, List<String> routes) implements LinkResult {
    public Swap {
      requireNonNull(vcon, "a link's result needs the document");
      requireNonNull(id, "a swap needs an id");
      routes = List.copyOf(routes);
    }
  }

  /**
   * End the chain here: no storage, no egress, no dead letter. The document is written back if it
   * was changed.
   *
   * @param reason one sentence for the log and the counter
   */
  record Halt(Vcon vcon, String reason, List<String> routes) implements LinkResult {
    public Halt {
      requireNonNull(vcon, "a link's result needs the document");
      requireNonNull(reason, "a halt needs a reason");
      routes = List.copyOf(routes);
    }
  }
}
