package dev.vcond.chaos;

import dev.vcond.chaos.Chains.Chain;

/**
 * One id with what was done with it, and so what may become of it. Its fields are guarded by it.
 */
final class Item {
  private final String id;
  private final Kind kind;
  private final Chain chain;
  private final String list;
  private int version;
  private int oldest;
  private int pushes;
  private int unsure;

  /** What an id is pushed for. */
  enum Kind {
    /** Pushed once, ends in every storage. */
    PLAIN("once"),
    /** Works for a while. */
    SLOW("slow"),
    /** Pushed again a little later, the same document. */
    TWICE("twice"),
    /** Replaced a little later and pushed again: the newer document has to win. */
    REPLACED("replaced"),
    /** Replaced and not pushed again: either may be stored, but Redis must keep the newer one. */
    OVERWRITTEN("overwritten"),
    NO_UUID("no uuid"),
    NO_JSON("no JSON"),
    NO_BODY("no body"),
    /** Ends every process that works on it. */
    DEADLY("deadly");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Whether it has to end in the storages. */
    boolean good() {
      return switch (this) {
        case PLAIN, SLOW, TWICE, REPLACED, OVERWRITTEN -> true;
        case NO_UUID, NO_JSON, NO_BODY, DEADLY -> false;
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Item(String id, Kind kind, Chain chain, String list) {
    this.id = id;
    this.kind = kind;
    this.chain = chain;
    this.list = list;
  }

  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  Chain chain() {
    return chain;
  }

  String list() {
    return list;
  }

  /** Redis has a newer document. */
  synchronized int newVersion() {
    return ++version;
  }

  /** The newest document. */
  synchronized int version() {
    return version;
  }

  /** The oldest document that may be stored at the end: the newest one when it was last pushed. */
  synchronized int oldest() {
    return oldest;
  }

  /** A push was answered. */
  synchronized void pushed() {
    pushes++;
    oldest = version;
  }

  /** A push may have been done. */
  synchronized void maybePushed() {
    unsure++;
  }

  /** The most pushes there can have been. */
  synchronized int mostPushes() {
    return pushes + unsure;
  }

  /** Whether it was pushed for certain. */
  synchronized boolean isPushed() {
    return pushes > 0;
  }

  @Override
  public synchronized String toString() {
    return "%s (%s, list %s, version %d, pushed %d times%s)"
        .formatted(
            id, kind, list, version, pushes, unsure == 0 ? "" : " and perhaps " + unsure + " more");
  }
}
