package dev.vcond.queue;

import dev.vcond.vcon.VconId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * An id that we claimed from a list.
 *
 * @param list where it came from
 * @param rawId the entry's bytes as popped; of any size and not necessarily text
 * @param claim the value in the in-flight hash that makes it ours
 * @param epoch the lease's epoch of the claim
 * @param bodyLength bytes of the document at the claim; -1 if the key is no string, -2 if the id is
 *     invalid, 0 if not there
 * @param record what earlier runs left behind; empty for an id that never had trouble
 * @param claimedNanos {@link System#nanoTime} of the claim
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: an entry need not be text; never compared
public record Delivery(
    String list,
    byte[] rawId,
    String claim,
    long epoch,
    long bodyLength,
    Map<String, String> record,
    long claimedNanos) {

  /** The number of the claim; they count up. */
  public long number() {
    return ClaimNumbers.of(claim);
  }

  /** The id, if the entry is one. */
  public Optional<VconId> id() {
    return VconId.parse(rawId);
  }

  /** The entry for people: the id, or the beginning of what is none. */
  public String shown() {
    String text = Keys.text(rawId.length > 80 ? Arrays.copyOf(rawId, 80) : rawId);
    return text.replaceAll("[^\\x20-\\x7e]", "?")
        + (rawId.length > 80 ? "... (" + rawId.length + " bytes)" : "");
  }
}
