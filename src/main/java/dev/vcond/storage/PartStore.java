package dev.vcond.storage;

import dev.vcond.vcon.VconId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * A {@link Storage} that can keep parts of documents beside the documents: what {@code on_oversize:
 * split} asks for. The engine cuts a large document into parts, stores them under a version of
 * their own, and then stores a small manifest that names the version with {@link Storage#save}. So
 * a crash leaves the old document or the new one, and an adapter needs to know nothing about
 * manifests.
 *
 * <p>Thread-safe like the storage itself. Parts are no documents: {@link Readable#get} never
 * answers one.
 */
public interface PartStore extends Readable {

  /**
   * Stores one part; as durable as {@link Storage#save} when it returns. Idempotent: the same part
   * replaces itself.
   *
   * @param version 32 hexadecimal digits in lower case
   * @param number from 0
   * @param bytes read-only; valid during the call
   * @throws Exception as {@link Storage#save}
   */
  void putPart(VconId id, String version, int number, ByteBuffer bytes) throws Exception;

  /**
   * Reads one part.
   *
   * @return its bytes; empty only if the service said that it is not there
   * @throws Exception if the service could not answer
   */
  Optional<byte[]> getPart(VconId id, String version, int number) throws Exception;

  /** The versions of which the document has parts; as cheap as possible where there are none. */
  Set<String> partVersions(VconId id) throws Exception;

  /** Deletes all parts of one version; none there is no error. */
  void deleteParts(VconId id, String version) throws Exception;
}
