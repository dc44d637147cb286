package dev.vcond.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vcond.bucket.Bucket;
import dev.vcond.bucket.Content;
import dev.vcond.bucket.Upload;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.Gzipped;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageMetadata;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps vCons as objects of a bucket. The package tells how. Thread-safe. */
public final class S3Storage implements Storage, Deletable, Compressing, PartStore {
  private static final String JSON = "application/json";

  private final boolean dated;
  private final ObjectKeys keys;
  private final InstantSource clock;
  private final Objects bucket;

  private S3Storage(S3Options options, StorageSetup setup) {
    this.dated = options.dated();
    this.keys = ObjectKeys.of(options);
    this.clock = setup.clock();
    this.bucket = new Objects(new Bucket(options.bucketSettings()));
  }

  /** The registration of {@code storage.s3}. */
  public static StorageType<S3Options> type() {
    return new StorageType<>(
        "storage.s3",
        "Keeps each vCon as an object in a bucket of Amazon S3 or a service like it.",
        S3Guide.SETUP,
        S3Guide.EXAMPLE,
        S3Options.class,
        S3Storage.class,
        S3Storage::new);
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    save(vcon, null, Content.of(vcon.buffer()));
  }

  @Override
  public void saveCompressed(Vcon vcon) throws Exception {
    save(vcon, "gzip", new Content(Gzipped.of(vcon).buffers()));
  }

  private void save(Vcon vcon, @Nullable String encoding, Content content) throws Exception {
    if (!dated) {
      bucket.put(new Upload(keys.flat(vcon.id()), JSON, encoding, metadata(vcon), content));
      return;
    }
    String day = day(vcon);
    Optional<String> before = lookup(vcon.id());
    bucket.put(new Upload(keys.dated(vcon.id(), day), JSON, encoding, metadata(vcon), content));
    if (!before.equals(Optional.of(day))) {
      bucket.put(
          new Upload(
              keys.lookup(vcon.id()),
              "text/plain",
              null,
              Map.of(),
              Content.of(day.getBytes(US_ASCII))));
    }
    if (before.isPresent() && !before.get().equals(day)) {
      bucket.delete(keys.dated(vcon.id(), before.get()));
    }
  }

  /** A document without a date lies under the day of its first save. */
  private String day(Vcon vcon) throws Exception {
    if (vcon.createdOn().isPresent()) {
      return ObjectKeys.day(vcon.createdOn().get());
    }
    return lookup(vcon.id())
        .orElseGet(() -> ObjectKeys.day(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()));
  }

  private Optional<String> lookup(VconId id) throws Exception {
    return bucket
        .get(keys.lookup(id))
        .map(text -> new String(text, US_ASCII).strip())
        .filter(ObjectKeys::isDay);
  }

  private Map<String, String> metadata(Vcon vcon) {
    return StorageMetadata.of(vcon, clock.instant()).plainValues();
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    // The own layout first: it is where the document is, unless another one was used before.
    Optional<byte[]> found = dated ? dated(id) : bucket.get(keys.flat(id));
    if (found.isPresent()) {
      return found;
    }
    return dated ? bucket.get(keys.flat(id)) : dated(id);
  }

  private Optional<byte[]> dated(VconId id) throws Exception {
    Optional<String> day = lookup(id);
    return day.isPresent() ? bucket.get(keys.dated(id, day.get())) : Optional.empty();
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    boolean deleted = deleteIfThere(keys.flat(id));
    Optional<String> day = lookup(id);
    if (day.isPresent()) {
      deleted |= deleteIfThere(keys.dated(id, day.get()));
    }
    // Last: whoever is cut short before it finds the object again.
    deleteIfThere(keys.lookup(id));
    return deleted;
  }

  private boolean deleteIfThere(String key) throws Exception {
    if (!bucket.exists(key)) {
      return false;
    }
    bucket.delete(key);
    return true;
  }

  @Override
  public void check() throws Exception {
    VconId probe = VconId.parse(UUID.randomUUID().toString()).orElseThrow();
    String key = keys.part(probe, "check", 0);
    bucket.put(
        new Upload(key, "text/plain", null, Map.of(), Content.of("vcond".getBytes(US_ASCII))));
    try {
      bucket.exists(key);
      bucket.keys(keys.parts(probe));
    } finally {
      bucket.delete(key);
    }
  }

  @Override
  public void putPart(VconId id, String version, int number, ByteBuffer bytes) throws Exception {
    bucket.put(
        new Upload(
            keys.part(id, version, number),
            "application/octet-stream",
            null,
            Map.of(),
            Content.of(bytes)));
  }

  @Override
  public Optional<byte[]> getPart(VconId id, String version, int number) throws Exception {
    return bucket.get(keys.part(id, version, number));
  }

  @Override
  public Set<String> partVersions(VconId id) throws Exception {
    return Set.copyOf(bucket.folders(keys.parts(id)));
  }

  @Override
  public void deleteParts(VconId id, String version) throws Exception {
    for (String key : bucket.keys(keys.parts(id, version))) {
      bucket.delete(key);
    }
  }

  @Override
  public void close() {
    bucket.close();
  }
}
