package dev.vcond.storage;

/** How one document's write to one storage ended, all attempts together. */
public sealed interface WriteOutcome {

  /** The storage has the document. */
  record Stored(int attempts) implements WriteOutcome {}

  /**
   * The storage does not have it.
   *
   * @param reason for the operator: storage, class of the error, message, attempts
   */
  record Failed(FaultClass fault, String reason, int attempts) implements WriteOutcome {}

  /**
   * The storage does not have it, and would not have any other document now.
   *
   * @param reason for the operator: storage, since when, why
   * @param alone whether it was this document that showed it: one that fails so again and again is
   *     itself the trouble
   * @param attempts none if it was known to be away
   */
  record Away(String reason, boolean alone, int attempts) implements WriteOutcome {}

  /** It was not written any more: a newer document has taken its place. */
  record Superseded() implements WriteOutcome {}
}
