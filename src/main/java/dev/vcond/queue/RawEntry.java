package dev.vcond.queue;

import dev.vcond.vcon.VconId;
import java.util.Optional;

/**
 * An entry of a list, which need not be an id nor even text. Of what is longer than an id only the
 * beginning is kept: an entry may have megabytes.
 *
 * @param beginning the whole entry if it is at most {@link #MOST} bytes long
 * @param length bytes of the whole entry
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: an entry need not be text; never compared
public record RawEntry(byte[] beginning, long length) {
  /** Bytes that are kept of an entry. */
  public static final int MOST = 80;

  /** The id, if the entry is one. */
  public Optional<VconId> id() {
    return length == beginning.length ? VconId.parse(beginning) : Optional.empty();
  }

  /** The entry for people: printable ASCII, cut, with its length if it was. */
  public String shown() {
    String text = Keys.text(beginning).replaceAll("[^\\x20-\\x7e]", "?");
    return length > beginning.length ? text + "... (" + length + " bytes)" : text;
  }
}
