package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The private copy of a document that {@link Vcon#edited} hands to a link. Valid during that call
 * only, and for one thread. Members that are not named in a call stay as they are, in their place
 * and in their spelling.
 */
public final class VconEditor {
  private final VconId id;
  private final ObjectNode root;
  private @Nullable ObjectNode before;
  private boolean touched;

  VconEditor(VconId id, ObjectNode root) {
    this.id = id;
    this.root = root;
  }

  /**
   * The document, with the current member names, to be changed in place, for what the other methods
   * cannot do. The write rules are applied afterwards: an object or list as body of an attachment
   * or analysis may be left as it is.
   */
  public ObjectNode root() {
    if (before == null) {
      before = root.deepCopy(); // leaves are shared, so this costs little even for large documents
    }
    return root;
  }

  /**
   * Adds a tag {@code name:value} to the attachment with the purpose {@code tags}, which is created
   * if there is none.
   *
   * @return false if the document had exactly this tag
   * @throws UnusableTagsException if {@code attachments} or the body of the tags is something else
   *     than a list; nothing was changed then
   */
  public boolean addTag(String nameAndValue) {
    return touch(new Tags(id, root).add(nameAndValue));
  }

  /**
   * Adds a tag, as {@link #addTag(String)} does.
   *
   * @param name without a colon
   */
  public boolean addTag(String name, String value) {
    if (name.isBlank() || name.contains(":")) {
      throw new IllegalArgumentException("The name of a tag is empty or has a colon: " + name);
    }
    return addTag(name + ":" + value);
  }

  /**
   * Removes a tag {@code name:value}, wherever it stands.
   *
   * @return false if the document did not have it
   */
  public boolean removeTag(String nameAndValue) {
    return touch(new Tags(id, root).remove(nameAndValue::equals));
  }

  /**
   * Removes all tags with a name.
   *
   * @return false if the document had none
   */
  public boolean removeTagsNamed(String name) {
    return touch(new Tags(id, root).remove(tag -> Tags.name(tag).equals(name)));
  }

  /**
   * Adds an analysis at the end of {@code analysis}, which is created if there is none.
   *
   * @param type such as {@code summary}
   * @param vendor who made it
   * @return the new entry, for its other members
   * @throws UnusablePartsException if {@code analysis} is something else than a list
   */
  public PartEditor addAnalysis(String type, String vendor, Body body) {
    return added("analysis").set("type", type).set("vendor", vendor).setBody(body);
  }

  /**
   * Adds an attachment at the end of {@code attachments}, which is created if there is none.
   *
   * @param purpose what it is for
   * @return the new entry, for its other members
   * @throws UnusablePartsException if {@code attachments} is something else than a list
   */
  public PartEditor addAttachment(String purpose, Body body) {
    return added("attachments").set("purpose", purpose).setBody(body);
  }

  /**
   * Opens an entry of this document for changes.
   *
   * @param part one that {@link Vcon#dialog} and the like gave; its place in its list counts, so
   *     nothing may have been removed before it meanwhile
   */
  public PartEditor edit(Part part) {
    JsonNode there = root.path(section(part)).path(part.index());
    if (!(there instanceof ObjectNode entry)) {
      throw new IllegalArgumentException(part + " is not there any more");
    }
    return new PartEditor(entry, this::touched);
  }

  /**
   * Removes analyses.
   *
   * @return whether there were any
   */
  public boolean removeAnalysis(Predicate<Analysis> unwanted) {
    return removed("analysis", (index, json) -> unwanted.test(new Analysis(index, json)));
  }

  /**
   * Removes attachments.
   *
   * @return whether there were any
   */
  public boolean removeAttachments(Predicate<Attachment> unwanted) {
    return removed("attachments", (index, json) -> unwanted.test(new Attachment(index, json)));
  }

  private PartEditor added(String section) {
    JsonNode list = root.get(section);
    if (list == null || list.isNull()) {
      list = root.putArray(section);
    }
    if (!(list instanceof ArrayNode parts)) {
      String kind = list.getNodeType().name().toLowerCase(Locale.ROOT);
      throw new UnusablePartsException(id, section, kind);
    }
    touched = true;
    return new PartEditor(parts.addObject(), this::touched);
  }

  /** What says whether an entry goes. */
  private interface Unwanted {
    boolean test(int index, ObjectNode json);
  }

  private boolean removed(String section, Unwanted unwanted) {
    if (!(root.get(section) instanceof ArrayNode parts)) {
      return false;
    }
    boolean removed = false;
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof ObjectNode json && unwanted.test(i, json)) {
        parts.remove(i);
        removed = true;
      }
    }
    return touch(removed);
  }

  private static String section(Part part) {
    return switch (part) {
      case Dialog _ -> "dialog";
      case Analysis _ -> "analysis";
      case Attachment _ -> "attachments";
    };
  }

  private void touched() {
    touched = true;
  }

  private boolean touch(boolean done) {
    touched |= done;
    return done;
  }

  boolean changed() {
    return touched || (before != null && !TreeComparison.same(before, root));
  }

  ObjectNode result() {
    return root;
  }
}
