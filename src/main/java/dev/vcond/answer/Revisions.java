package dev.vcond.answer;

import dev.vcond.vcon.AnotherVconException;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;

/**
 * Takes what somebody wrote for the document that it was given.
 *
 * @param author its name, for messages
 */
public record Revisions(String author) {

  /** The document as the author left it; the very same if it left it alone. */
  public Vcon of(Vcon given, byte[] written) throws WorkFailed {
    try {
      return given.revised(written);
    } catch (NotJsonException e) {
      throw new WorkFailed("the vCon that " + author + " wrote is " + e.fault(), e);
    } catch (AnotherVconException e) {
      throw new WorkFailed(
          "what %s wrote is not the vCon that it was given: %s. To go on with another one, it answers with an envelope that has `swap`."
              .formatted(author, e.getMessage()),
          e);
    }
  }
}
