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

  /** Refuses the revision of a vCon that is none of it. */
  static void refuse(Vcon vcon, Vcon revised) throws AnotherVconException {
    String mine = vcon.declaredUuid().orElse(null);
    String theirs = revised.declaredUuid().orElse(null);
    if (theirs == null && mine != null) {
      throw new AnotherVconException(vcon.id(), "it has no uuid");
    }
    if (theirs != null && !theirs.equalsIgnoreCase(mine) && revised.uuidDiffers()) {
      throw new AnotherVconException(vcon.id(), "it has the uuid \"" + theirs + "\"");
    }
  }
}
