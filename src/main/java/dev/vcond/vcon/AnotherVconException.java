package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What came back as the revision of a vCon is no revision of it: it has another {@code uuid}, or
 * none, or the vCon has none and nothing of it is left. Storing it in its place would lose the
 * vCon.
 */
public final class AnotherVconException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String PARTIES = "parties";

  private AnotherVconException(String what) {
    super(what);
  }

  /** Refuses the revision of a vCon that is none of it. */
  static void refuse(Vcon vcon, Vcon revised) throws AnotherVconException {
    String mine = vcon.declaredUuid().orElse(null);
    String theirs = revised.declaredUuid().orElse(null);
    if (theirs == null && mine != null) {
      throw new AnotherVconException("it has no uuid instead of that of vCon " + vcon.id());
    }
    if (theirs == null && vcon.form() == revised.form() && !keeps(vcon.tree(), revised.tree())) {
      throw new AnotherVconException(
          "it has no uuid, and nothing of vCon %s is in it".formatted(vcon.id()));
    }
    if (theirs != null && !theirs.equalsIgnoreCase(mine) && revised.uuidDiffers()) {
      throw new AnotherVconException(
          "it has the uuid \"%s\" instead of that of vCon %s".formatted(theirs, vcon.id()));
    }
  }

  /** What {@code {"status": "ok"}} does not: a vCon without a uuid is known by its parties. */
  private static boolean keeps(ObjectNode before, ObjectNode after) {
    if (before.isEmpty() || before.has(PARTIES)) {
      return before.isEmpty() || after.has(PARTIES);
    }
    return before.properties().stream().anyMatch(member -> after.has(member.getKey()));
  }
}
