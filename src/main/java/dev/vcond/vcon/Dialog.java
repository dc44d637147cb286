package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A piece of the conversation: a recording, a text, a transfer, or one that did not come about. */
public record Dialog(int index, ObjectNode json) implements Part {

  /** {@code recording}, {@code text}, {@code transfer} or {@code incomplete}. */
  public Optional<String> type() {
    return text("type");
  }

  public boolean isRecording() {
    return type().filter("recording"::equals).isPresent();
  }

  public boolean isText() {
    return type().filter("text"::equals).isPresent();
  }

  /** When it began. */
  public Optional<OffsetDateTime> start() {
    return time("start");
  }

  /** How long it took, in seconds. */
  public OptionalDouble duration() {
    return Members.number(json.path("duration"));
  }

  /**
   * The parties as indexes of {@link Vcon#parties}, in order. Of a recording with one list of
   * parties for each channel, all of them in turn.
   */
  public List<Integer> parties() {
    return Members.allIndexes(json.path("parties"));
  }

  /** Who began it; without one it is the first of {@link #parties}. */
  public OptionalInt originator() {
    return index("originator");
  }

  /** Why an {@code incomplete} one did not come about. */
  public Optional<String> disposition() {
    return text("disposition");
  }

  /** Names its place without showing its content. */
  @Override
  public String toString() {
    return "Dialog[" + index + "]";
  }
}
