package dev.vcond.link.exec;

import dev.vcond.vcon.AnotherVconException;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;

/**
 * Takes what a program wrote for the document that it was given.
 *
 * @param program its name, for messages
 */
record Revisions(String program) {

  /** The document as the program left it; the very same if it left it alone. */
  Vcon of(Vcon given, byte[] written) throws ExecFailure {
    try {
      return given.revised(written);
    } catch (NotJsonException e) {
      throw new ExecFailure("the vCon that " + program + " wrote is " + e.fault(), e);
    } catch (AnotherVconException e) {
      throw new ExecFailure(
          "what %s wrote is not the vCon that it was given: %s. To go on with another one, it answers with an envelope that has `swap`."
              .formatted(program, e.getMessage()),
          e);
    }
  }
}
