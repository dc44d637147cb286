package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps documents that are larger than a size in parts: first the parts under a version of their
 * own, then the manifest in the place of the document, then the parts of the version that it
 * replaced go. Thread-safe.
 *
 * <p>Only the version that the replaced manifest named is deleted: what else is there may belong to
 * another instance that is just writing it. Parts of a save that was cut short stay until the
 * document is deleted or the same content is saved again.
 */
final class Splitting {
  private static final int MOST_PARTS = 10_000;

  /** How often another save may replace the parts while they are read. */
  private static final int LOOKS = 4;

  private final PartStore store;
  private final long largest;

  /**
   * @param largest bytes of a document that is stored whole, and of a part
   */
  Splitting(PartStore store, long largest) {
    this.store = store;
    this.largest = largest;
  }

  /** How a whole document, which may be a manifest, is stored. */
  interface Whole {
    void save(Vcon vcon) throws Exception;
  }

  void save(Vcon vcon, Whole whole) throws Exception {
    boolean hadParts = !store.partVersions(vcon.id()).isEmpty();
    Optional<Manifest> before = hadParts ? manifest(vcon.id()) : Optional.empty();
    String kept = "";
    if (vcon.size() <= largest) {
      whole.save(vcon);
    } else {
      Manifest manifest = cut(vcon);
      kept = manifest.version();
      whole.save(manifest.standIn(vcon));
    }
    if (before.isPresent() && !before.get().version().equals(kept)) {
      store.deleteParts(vcon.id(), before.get().version());
    }
  }

  private Manifest cut(Vcon vcon) throws Exception {
    int partSize = Math.toIntExact(Math.min(largest, Integer.MAX_VALUE));
    Manifest manifest = Manifest.of(vcon, partSize);
    if ((vcon.size() + largest - 1) / largest > MOST_PARTS) {
      throw new DocumentFault(
          "the document has %d bytes, more than %d parts of max_size %d"
              .formatted(vcon.size(), MOST_PARTS, largest));
    }
    ByteBuffer bytes = vcon.buffer();
    for (int part = 0; part < manifest.parts(); part++) {
      int at = part * partSize;
      int length = Math.min(partSize, vcon.size() - at);
      store.putPart(vcon.id(), manifest.version(), part, bytes.slice(at, length));
    }
    return manifest;
  }

  private Optional<Manifest> manifest(VconId id) throws Exception {
    return store.get(id).flatMap(stored -> Manifest.read(id, stored));
  }

  /** Reads a document, whole or put together from its parts. */
  static Optional<byte[]> get(PartStore store, VconId id) throws Exception {
    for (int look = 1; ; look++) {
      Optional<byte[]> stored = store.get(id);
      Optional<Manifest> manifest = stored.flatMap(bytes -> Manifest.read(id, bytes));
      if (manifest.isEmpty()) {
        return stored;
      }
      try {
        return Optional.of(assembled(store, id, manifest.get()));
      } catch (MissingPart e) {
        if (look == LOOKS) {
          throw new IOException(e.getMessage(), e);
        }
      }
    }
  }

  private static byte[] assembled(PartStore store, VconId id, Manifest manifest) throws Exception {
    byte[] document = new byte[Math.toIntExact(manifest.size())];
    int at = 0;
    for (int part = 0; part < manifest.parts(); part++) {
      byte[] bytes = part(store, id, manifest, part);
      if (bytes.length > document.length - at) {
        throw new IOException("part %d of %s is larger than it was".formatted(part, id));
      }
      System.arraycopy(bytes, 0, document, at, bytes.length);
      at += bytes.length;
    }
    MessageDigest digest = Manifest.digest();
    digest.update(document);
    if (at != document.length
        || !HexFormat.of().formatHex(digest.digest()).equals(manifest.sha256())) {
      throw new IOException("the parts of %s are not what was stored".formatted(id));
    }
    return document;
  }

  private static byte[] part(PartStore store, VconId id, Manifest manifest, int number)
      throws Exception {
    return store
        .getPart(id, manifest.version(), number)
        .orElseThrow(() ->
            new MissingPart(
                "part %d of %d of %s is missing".formatted(number + 1, manifest.parts(), id)));
  }

  /** Deletes the document, then every part there is. */
  static boolean delete(PartStore store, Deletable deletable, VconId id) throws Exception {
    boolean deleted = deletable.delete(id);
    for (String version : store.partVersions(id)) {
      store.deleteParts(id, version);
      deleted = true;
    }
    return deleted;
  }

  private static final class MissingPart extends Exception {
    private static final long serialVersionUID = 1L;

    private MissingPart(String message) {
      super(message);
    }
  }
}
