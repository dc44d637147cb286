package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The private copy of a document that {@link Vcon#edited} hands to a link. Valid during that call
 * only, and for one thread.
 */
public final class VconEditor {
  private final VconId id;
  private final ObjectNode root;
  private @Nullable ObjectNode before;
  private boolean tagged;

  VconEditor(VconId id, ObjectNode root) {
    this.id = id;
    this.root = root;
  }

  /**
   * The document, with the current member names, to be changed in place. The write rules are
   * applied afterwards: an object or list as body of an attachment or analysis may be left as it
   * is.
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
    boolean added = new Tags(id, root).add(nameAndValue);
    tagged |= added;
    return added;
  }

  boolean changed() {
    return tagged || (before != null && !TreeComparison.same(before, root));
  }

  ObjectNode result() {
    return root;
  }
}
