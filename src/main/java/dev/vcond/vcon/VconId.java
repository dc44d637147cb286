package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a vCon: a uuid in the text form 8-4-4-4-12 hexadecimal digits, in any case.
 *
 * <p>Redis keys and list entries use the id {@link #asPopped() as it was popped}, storages its
 * {@link #canonical() lower case}. Two ids are equal if their popped texts are; whether they mean
 * the same document is {@link #sameDocument}. Because every instance went through {@link #parse},
 * an id is safe in a file name, a key and a statement. Immutable and thread-safe.
 */
public final class VconId implements Comparable<VconId> {
  private static final int LENGTH = 36;
  private static final Comparator<VconId> ORDER =
      Comparator.comparing(VconId::canonical).thenComparing(VconId::asPopped);

  private final String asPopped;
  private final String canonical;

  private VconId(String asPopped) {
    this.asPopped = asPopped;
    this.canonical = asPopped.toLowerCase(Locale.ROOT);
  }

  /** The id that this text is, or empty if it is anything else; nothing is trimmed or mended. */
  public static Optional<VconId> parse(String text) {
    return isUuid(text) ? Optional.of(new VconId(text)) : Optional.empty();
  }

  /** As {@link #parse(String)}, for the raw bytes of a list entry, which may be of any size. */
  public static Optional<VconId> parse(byte[] text) {
    // The length is looked at before decoding: a list entry may hold megabytes.
    return text.length == LENGTH ? parse(new String(text, ISO_8859_1)) : Optional.empty();
  }

  private static boolean isUuid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** The text exactly as it stood in the list. */
  public String asPopped() {
    return asPopped;
  }

  /** The text in lower case. */
  public String canonical() {
    return canonical;
  }

  /** The id as a {@link UUID}. */
  public UUID uuid() {
    return UUID.fromString(canonical);
  }

  /** Whether both ids name the same document, whatever the case of their letters. */
  public boolean sameDocument(VconId other) {
    return canonical.equals(other.canonical);
  }

  @Override
  public int compareTo(VconId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VconId id && asPopped.equals(id.asPopped);
  }

  @Override
  public int hashCode() {
    return asPopped.hashCode();
  }

  @Override
  public String toString() {
    return asPopped;
  }
}
