package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One vCon under its id. Immutable and thread-safe: all storages of a chain share one instance and
 * its bytes. Bytes are those that were read until {@link #edited} or {@link #normalized} changed
 * something.
 */
public final class Vcon {
  private final VconId id;
  private final Headline headline;
  private final boolean changed;
  private final Content content;

  private Vcon(VconId id, Headline headline, boolean changed, Content content) {
    this.id = id;
    this.headline = headline;
    this.changed = changed;
    this.content = content;
  }

  /**
   * Reads a document in one pass. The array belongs to the vCon from now on and must not change.
   *
   * @throws NotJsonException if it is anything else than one JSON object in UTF-8
   */
  public static Vcon read(VconId id, byte[] json) throws NotJsonException {
    Headline headline = HeadlineScan.read(id, json);
    return new Vcon(id, headline, false, Content.read(json, headline.form() == Form.PLAIN));
  }

  /** This very document under another id, for whoever learns the id only from the document. */
  public Vcon under(VconId other) {
    return new Vcon(other, headline, changed, content);
  }

  /** A document in the shape of its tree, which is written as it is and never renamed. */
  Vcon reshaped(ObjectNode root) {
    return new Vcon(id, headline, true, Content.built(root, content.sizeHint()));
  }

  /** The id under which it was popped. */
  public VconId id() {
    return id;
  }

  /** Whether it is the vCon itself, or a signed or encrypted one. */
  public Form form() {
    return headline.form();
  }

  /** The text of the top-level {@code uuid}, if there is one. */
  public Optional<String> declaredUuid() {
    return Optional.ofNullable(headline.uuid());
  }

  /** Whether the document declares another uuid than the id it came under, upper case aside. */
  public boolean uuidDiffers() {
    String declared = headline.uuid();
    return declared != null && !declared.equalsIgnoreCase(id.canonical());
  }

  /** The original text of {@code created_at}. */
  public Optional<String> createdAt() {
    return Optional.ofNullable(headline.createdAt());
  }

  /**
   * The moment of {@code created_at} in its own offset (UTC if it has none); empty if unreadable.
   */
  public Optional<OffsetDateTime> createdAtTime() {
    return createdAt().flatMap(CreatedAt::parse);
  }

  /** The date of {@code created_at} in its own offset. */
  public Optional<LocalDate> createdOn() {
    return createdAtTime().map(OffsetDateTime::toLocalDate);
  }

  /** The text of {@code subject}. */
  public Optional<String> subject() {
    return Optional.ofNullable(headline.subject());
  }

  /** The tags {@code name:value} in order. */
  public List<String> tags() {
    return new Tags(id, tree()).list();
  }

  /** The values of the tags with this name, in order; a tag without a colon has the value "". */
  public List<String> tagValues(String name) {
    return new Tags(id, tree()).values(name);
  }

  /**
   * Who took part, each with its place in the list. As with all these lists: entries that are no
   * objects are passed over, a list that is none is empty, and so is everything of a signed or
   * encrypted document.
   */
  public List<Party> parties() {
    return Members.parts(tree(), "parties", Party::new);
  }

  /** The pieces of the conversation. */
  public List<Dialog> dialog() {
    return Members.parts(tree(), "dialog", Dialog::new);
  }

  /** What was found out about it. */
  public List<Analysis> analysis() {
    return Members.parts(tree(), "analysis", Analysis::new);
  }

  /** The analyses of a type. */
  public List<Analysis> analysis(String type) {
    return analysis().stream().filter(part -> part.is(type)).toList();
  }

  /** What belongs to the conversation. */
  public List<Attachment> attachments() {
    return Members.parts(tree(), "attachments", Attachment::new);
  }

  /** The attachments for a purpose. */
  public List<Attachment> attachments(String purpose) {
    return attachments().stream().filter(part -> part.isFor(purpose)).toList();
  }

  /** The size in bytes. */
  public int size() {
    return content.bytes().length;
  }

  /** About how many bytes it will have, without making them if they are not there yet. */
  public long expectedSize() {
    return content.sizeHint();
  }

  /** The bytes, read-only and without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(content.bytes()).asReadOnlyBuffer();
  }

  /**
   * The bytes themselves, for a client that takes nothing but an array. Everybody shares them: they
   * must not be changed.
   */
  public byte[] sharedBytes() {
    return content.bytes();
  }

  /** A copy of the bytes. */
  public byte[] copyBytes() {
    return content.bytes().clone();
  }

  /** A new stream over the bytes, without a copy. */
  public InputStream newStream() {
    return new ByteArrayInputStream(content.bytes());
  }

  /** Writes the bytes in one call, without a copy. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(content.bytes());
  }

  /** The document as text. */
  public String text() {
    return new String(content.bytes(), UTF_8);
  }

  /** The SHA-1 of the bytes, 20 bytes long. Tells two versions of a document apart; no security. */
  public byte[] sha1() {
    return content.sha1();
  }

  /** {@link #sha1} in lower-case hexadecimal digits. */
  public String sha1Hex() {
    return HexFormat.of().formatHex(sha1());
  }

  /**
   * The document as a tree, legacy names renamed to current ones. Parsed at the first call and
   * shared by everyone: it must not be modified, {@link #edited} is for that. Large texts are
   * decoded at each {@code textValue()}. For most purposes {@link #dialog}, {@link #analysis} and
   * the like say more.
   */
  public ObjectNode tree() {
    return content.tree();
  }

  /** Whether its content differs from what was read. */
  public boolean changed() {
    return changed;
  }

  /**
   * This document with a change. The edit works on a private copy; afterwards the write rules are
   * applied. What the edit throws is thrown on.
   *
   * @return this very document if the edit changed nothing
   * @throws SignedVconException if it is signed or encrypted; the edit was not run
   */
  public Vcon edited(Consumer<VconEditor> edit) {
    if (form() != Form.PLAIN) {
      throw new SignedVconException(id, form());
    }
    VconEditor editor = new VconEditor(id, content.copyOfTree());
    edit.accept(editor);
    if (!editor.changed()) {
      return this;
    }
    ObjectNode root = editor.result();
    LegacyNames.modernize(root); // the link may have written old names
    WriteRules.apply(root);
    return rewritten(root);
  }

  /**
   * This document with current names and the write rules applied; this very document if they change
   * nothing, or if it is signed or encrypted.
   */
  public Vcon normalized() {
    if (changed || form() != Form.PLAIN) {
      return this; // what was changed went through the rules
    }
    ObjectNode root = content.rawTree();
    boolean renamed = LegacyNames.modernize(root);
    boolean ruled = WriteRules.apply(root);
    return renamed || ruled ? rewritten(root) : this;
  }

  /**
   * This document as somebody else has rewritten it: a program or a service that was given the
   * bytes. What says the same in both keeps its text and its place, numbers that are the same
   * double among it; the write rules are applied to what changed. The array belongs to the result.
   *
   * @return this very document if the other one says the same
   * @throws NotJsonException if it is anything else than one JSON object in UTF-8
   * @throws AnotherVconException if its {@code uuid} is not that of this one
   * @throws SignedVconException if this one is signed or encrypted, and the other one differs
   */
  public Vcon revised(byte[] json) throws NotJsonException, AnotherVconException {
    Vcon other = read(id, json);
    if (form() == Form.PLAIN && other.form() != Form.PLAIN) {
      return new Vcon(id, other.headline, true, other.content); // it was signed or encrypted
    }
    AnotherVconException.refuse(this, other);
    ObjectNode before = tree();
    Optional<ObjectNode> revised = Revision.of(before, other.tree());
    if (revised.isEmpty()) {
      return this;
    }
    if (form() != Form.PLAIN) {
      throw new SignedVconException(id, form());
    }
    ObjectNode root = revised.get().deepCopy(); // the rules change it, and it shares nodes
    WriteRules.apply(root);
    return rewritten(root);
  }

  private Vcon rewritten(ObjectNode root) {
    return new Vcon(id, Headline.of(root), true, Content.built(root, content.sizeHint()));
  }

  /** A private copy of the tree, legacy names renamed. */
  ObjectNode copyOfTree() {
    return content.copyOfTree();
  }

  /** Names the document without showing its content. */
  @Override
  public String toString() {
    @Nullable String uuid = uuidDiffers() ? headline.uuid() : null;
    return "Vcon[" + id + (uuid == null ? "" : ", declares another uuid") + ", " + form() + "]";
  }
}
