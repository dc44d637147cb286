package dev.vcond.vcon;

/**
 * The document holds something else where a list of entries belongs, so nothing could be added
 * without destroying it.
 */
public final class UnusablePartsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusablePartsException(VconId id, String section, String found) {
    super(
        "Nothing could be added to vCon %s: its \"%s\" is a JSON %s, not a list."
            .formatted(id, section, found));
  }
}
