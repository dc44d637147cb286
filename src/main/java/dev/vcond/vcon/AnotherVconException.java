package dev.vcond.vcon;

/**
 * What came back as the revision of a vCon is no revision of it: it has another {@code uuid}, or
 * none. Storing it in its place would lose the vCon.
 */
public final class AnotherVconException extends Exception {
  private static final long serialVersionUID = 1L;

  AnotherVconException(VconId id, String what) {
    super("%s instead of that of vCon %s".formatted(what, id));
  }
}
