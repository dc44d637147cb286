package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Somebody who took part: an entry of {@code parties}. A view like {@link Part}: reading never
 * throws. Immutable and thread-safe.
 *
 * @param index the place in the list, which is what dialogs and attachments refer to
 * @param json everything that it has, shared by everybody: must not be modified
 */
public record Party(int index, ObjectNode json) {

  /** The text of a member; empty if it is absent, no text, or blank. */
  public Optional<String> text(String member) {
    return Members.text(json, member);
  }

  public Optional<String> name() {
    return text("name");
  }

  public Optional<String> tel() {
    return text("tel");
  }

  /** The address of mail, which older producers write as {@code email}. */
  public Optional<String> mailto() {
    return text("mailto").or(() -> text("email"));
  }

  public Optional<String> role() {
    return text("role");
  }

  public Optional<String> uuid() {
    return text("uuid");
  }

  /** Names its place without showing who it is. */
  @Override
  public String toString() {
    return "Party[" + index + "]";
  }
}
