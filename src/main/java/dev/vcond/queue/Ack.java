package dev.vcond.queue;

import java.util.List;
import java.util.Map;

/**
 * How one run ends in Redis, all of it in one script.
 *
 * @param pushes what is appended to which lists, in order
 * @param recordList the list whose record of the id is meant: the one it comes from, or the one
 *     whose dead-letter list it goes to
 * @param record the fields to set; empty to delete the record of an id that had one
 * @param expiries what becomes of documents
 */
public record Ack(
    Delivery delivery,
    List<Push> pushes,
    String recordList,
    Map<String, String> record,
    List<Expiry> expiries) {

  public Ack(
      Delivery delivery, List<Push> pushes, Map<String, String> record, List<Expiry> expiries) {
    this(delivery, pushes, delivery.list(), record, expiries);
  }

  public Ack {
    pushes = List.copyOf(pushes);
    record = Map.copyOf(record);
    expiries = List.copyOf(expiries);
  }

  /**
   * An id appended to a list.
   *
   * @param record fields of the id's record on the list that it goes to
   */
  @SuppressWarnings("ArrayRecordComponent") // raw bytes: an id need not be text; never compared
  public record Push(byte[] list, byte[] value, Map<String, String> record) {
    public Push {
      record = Map.copyOf(record);
    }

    public Push(byte[] list, byte[] value) {
      this(list, value, Map.of());
    }
  }

  /**
   * What becomes of one document's time to live.
   *
   * @param sha1 SHA-1 in hex of the document that is meant, for SET and DEL: a newer one under the
   *     same key stays as it is; empty for whatever is there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Expiry(byte[] key, long seconds, Mode mode, String sha1) {

    /** GT never shortens and leaves keys without expiry alone (EXPIRE, Redis 7.0). */
    public enum Mode {
      GT,
      SET,
      DEL
    }
  }

  /** How the script answered. */
  public sealed interface Answer {
    /** Pushed, recorded and removed. */
    record Done() implements Answer {}

    /** The claim is no longer ours; nothing was pushed. */
    record NotOurs() implements Answer {}

    /** A target list refused; nothing was pushed, the id is still in flight. */
    record Refused(String list, String why) implements Answer {}
  }
}
