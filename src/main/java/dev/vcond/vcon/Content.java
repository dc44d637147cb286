package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a document as bytes, as a tree, or both: whichever is missing is made when it is
 * asked for. Thread-safe; neither the bytes nor the tree ever change.
 */
final class Content {
  /** What tags and the write rules typically add. */
  private static final int GROWTH = 512;

  private final boolean legacyNames;
  private final int sizeHint;
  private volatile byte @Nullable [] bytes;
  private volatile @Nullable ObjectNode tree;

  private Content(
      boolean legacyNames, int sizeHint, byte @Nullable [] bytes, @Nullable ObjectNode tree) {
    this.legacyNames = legacyNames;
    this.sizeHint = sizeHint;
    this.bytes = bytes;
    this.tree = tree;
  }

  /** Bytes as they came; {@code legacyNames}: whether the tree is to be renamed. */
  static Content read(byte[] bytes, boolean legacyNames) {
    return new Content(legacyNames, bytes.length, bytes, null);
  }

  /** A finished tree, to be written as it is. */
  static Content built(ObjectNode tree, int sizeHint) {
    return new Content(false, Math.min(sizeHint, Integer.MAX_VALUE - GROWTH) + GROWTH, null, tree);
  }

  int sizeHint() {
    byte[] present = bytes;
    return present == null ? sizeHint : present.length;
  }

  byte[] bytes() {
    byte[] present = bytes;
    return present != null ? present : write();
  }

  private synchronized byte[] write() {
    byte[] present = bytes;
    if (present == null) {
      ObjectNode written = tree();
      present = VconCodec.write(written, sizeHint);
      bytes = present;
      tree = null; // it holds on to the bytes it was read from
    }
    return present;
  }

  ObjectNode tree() {
    ObjectNode present = tree;
    return present != null ? present : parse();
  }

  private synchronized ObjectNode parse() {
    ObjectNode present = tree;
    if (present == null) {
      present = freshTree();
      tree = present;
    }
    return present;
  }

  /** A tree that belongs to the caller. */
  ObjectNode copyOfTree() {
    ObjectNode present = tree;
    return present != null ? present.deepCopy() : freshTree();
  }

  private ObjectNode freshTree() {
    ObjectNode root = rawTree();
    if (legacyNames) {
      LegacyNames.modernize(root);
    }
    return root;
  }

  /** A tree that belongs to the caller, with the names as they were written. */
  ObjectNode rawTree() {
    return TreeReader.readObject(bytes());
  }

  /** The SHA-1 of the bytes. */
  byte[] sha1() {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1.", e);
    }
  }
}
