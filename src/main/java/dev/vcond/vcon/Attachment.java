package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that belongs to the conversation: a file that was sent, tags, a record of consent. */
public record Attachment(int index, ObjectNode json) implements Part {

  /** What it is for; {@code type} in older documents. */
  public Optional<String> purpose() {
    return text("purpose");
  }

  /** Whether it is for this. */
  public boolean isFor(String purpose) {
    return purpose().filter(purpose::equals).isPresent();
  }

  /** When it came. */
  public Optional<OffsetDateTime> start() {
    return time("start");
  }

  /** Who it came from, as an index of {@link Vcon#parties}. */
  public OptionalInt party() {
    return index("party");
  }

  /** The dialogs that it belongs to, as indexes of {@link Vcon#dialog}. */
  public List<Integer> dialogs() {
    return indexes("dialog");
  }

  /** Names its place without showing its content. */
  @Override
  public String toString() {
    return "Attachment[" + index + "]";
  }
}
