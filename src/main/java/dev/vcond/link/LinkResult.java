package dev.vcond.link;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;

/**
 * What a link wants the chain to do next. Routes are names of lists the id is pushed to when the
 * run is acknowledged.
 */
public sealed interface LinkResult {

  /**
   * The lists the id is to be pushed to, in order; pushed together with the acknowledgement, after
   * the write-back.
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
      routes = List.copyOf(routes);
    }
  }
}
