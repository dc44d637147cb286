package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What somebody found out about the conversation: a transcript, a summary, a sentiment. */
public record Analysis(int index, ObjectNode json) implements Part {

  /** Such as {@code transcript} or {@code summary}. */
  public Optional<String> type() {
    return text("type");
  }

  /** Whether it is of this type. */
  public boolean is(String type) {
    return type().filter(type::equals).isPresent();
  }

  /** The dialogs it is about, as indexes of {@link Vcon#dialog}; empty: the whole conversation. */
  public List<Integer> dialogs() {
    return indexes("dialog");
  }

  /** Whether it is about the dialog with this index. */
  public boolean isAbout(int dialog) {
    return dialogs().contains(dialog);
  }

  /** Who made it or whose product did. */
  public Optional<String> vendor() {
    return text("vendor");
  }

  public Optional<String> product() {
    return text("product");
  }

  /** What the body follows; {@code schema_version} in older documents. */
  public Optional<String> schema() {
    return text("schema");
  }

  /** Names its place without showing its content. */
  @Override
  public String toString() {
    return "Analysis[" + index + "]";
  }
}
