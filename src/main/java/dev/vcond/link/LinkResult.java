package dev.vcond.link;

import static java.util.Objects.requireNonNull;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Duration;
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

  /** Goes on with the next link; the id is also pushed to these lists. */
  static LinkResult proceed(Vcon vcon, List<String> routes) {
    return new Continue(vcon, routes);
  }

  /** Goes on with the next link; the document leaves Redis so long after the run has ended. */
  static LinkResult expire(Vcon vcon, Duration after) {
    return new Expire(vcon, after);
  }

  /** Goes on with another document, which stands under this id. */
  static LinkResult swap(Vcon vcon, VconId id) {
    return new Swap(vcon, id, List.of());
  }

  /** Ends the chain without storages, egress or dead letter. */
  static LinkResult halt(Vcon vcon, String reason) {
    return new Halt(vcon, reason, List.of());
  }

  /** Ends the chain likewise, counted under a code; see {@link Halt}. */
  static LinkResult halt(Vcon vcon, String code, String reason) {
    return new Halt(vcon, code, reason, List.of());
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
   * Go on with the next link, and give the document in Redis a time to live. It is set when the run
   * has ended well or was halted, together with everything else that ends it: whatever fails before
   * keeps its document. The last link that asks for it decides.
   *
   * @param after how long the document stays from then on; zero: not at all
   */
  record Expire(Vcon vcon, Duration after) implements LinkResult {
    public Expire {
      requireNonNull(vcon, "a link's result needs the document");
      if (after.isNegative()) {
        throw new IllegalArgumentException("A document cannot have left Redis before: " + after);
      }
    }

    @Override
    public List<String> routes() {
      return List.of();
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
   * @param code the reason as a label of metrics, such as {@code not_in_sample}: one of a few that
   *     the link knows, never made of a document. Brought to lower case, digits and underscores, at
   *     most 40; a link's codes beyond the first twenty are counted as {@code other}
   * @param reason one sentence for the log
   */
  record Halt(Vcon vcon, String code, String reason, List<String> routes) implements LinkResult {
    public Halt {
      requireNonNull(vcon, "a link's result needs the document");
      requireNonNull(reason, "a halt needs a reason");
      code = HaltCode.of(code);
      routes = List.copyOf(routes);
    }

    /** A halt of a link that has but one reason to halt. */
    public Halt(Vcon vcon, String reason, List<String> routes) {
      this(vcon, "", reason, routes);
    }
  }
}
