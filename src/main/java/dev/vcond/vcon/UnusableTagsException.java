package dev.vcond.vcon;

/**
 * The document holds something else where its tags belong, so no tag could be added without
 * destroying it.
 */
public final class UnusableTagsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableTagsException(VconId id, String found) {
    super("No tag could be added to vCon %s: %s.".formatted(id, found));
  }
}
