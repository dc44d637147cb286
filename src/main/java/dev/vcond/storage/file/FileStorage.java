package dev.vcond.storage.file;

import dev.vcond.config.ByteSize;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.zip.GZIPInputStream;

/** Keeps each vCon as a file in a folder. The package tells how. Thread-safe. */
public final class FileStorage implements Storage, Deletable, Compressing, PartStore {
  private static final String PROBE = new UUID(0, 0).toString();

  /** How often another process may move a file away between finding and opening it. */
  private static final int LOOKS = 4;

  private final FileOptions options;
  private final IdLocks locks = new IdLocks();
  private final Root root;
  private final Placement placement;
  private final Copies copies;
  private final Writer writer;
  private final Remover remover;
  private final Parts parts;

  private FileStorage(FileOptions options, StorageSetup setup) {
    this(options, setup, new Mounts());
  }

  FileStorage(FileOptions options, StorageSetup setup, Mounts mounts) {
    Path path = options.path().toAbsolutePath().normalize();
    DayFolders days = new DayFolders(path);
    Durability durability = new Durability(options.fsync());
    Folders folders = new Folders(path, Permissions.of(options.dirPermissions()), durability);
    this.options = options;
    this.root = new Root(path, folders, mounts);
    this.placement = new Placement(path, days, options);
    this.copies = new Copies(path, days, options.fileExtension());
    this.writer = new Writer(options, setup.clock(), days, folders, durability);
    this.remover = new Remover(path, days, durability);
    this.parts = new Parts(path, options, folders, durability);
  }

  /** The registration of {@code storage.file}. */
  public static StorageType<FileOptions> type() {
    return new StorageType<>(
        "storage.file",
        "Keeps each vCon as a JSON file in a folder, flat or by date.",
        FileGuide.SETUP,
        FileGuide.EXAMPLE,
        FileOptions.class,
        FileStorage.class,
        FileStorage::new);
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    refuseIfTooLarge(vcon);
    prepareRoot();
    save(vcon, placement.of(vcon));
  }

  @Override
  public void saveCompressed(Vcon vcon) throws Exception {
    prepareRoot();
    save(vcon, placement.compressed(vcon));
  }

  private void prepareRoot() throws Exception {
    try {
      root.prepare();
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    }
  }

  private void save(Vcon vcon, Place target) throws Exception {
    Lock lock = locks.of(vcon.id());
    lock.lockInterruptibly();
    try {
      // Looked up before the write: what is there now is older than what is about to be written.
      var older = copies.besides(target, vcon.id());
      writer.write(vcon, target);
      root.verify();
      for (var copy : older) {
        if (copy.isStillThere()) {
          boolean elsewhere = !copy.place().folder().equals(target.folder());
          remover.remove(copy.place(), vcon.id(), elsewhere);
        }
      }
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfTooLarge(Vcon vcon) throws DocumentFault {
    ByteSize limit = options.maxFileSize();
    if (limit != null && vcon.size() > limit.bytes()) {
      throw new DocumentFault(
          "The document has %,d bytes, more than max_file_size (%s)."
              .formatted(vcon.size(), limit));
    }
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    Lock lock = locks.of(id);
    lock.lockInterruptibly();
    try {
      root.verify();
      for (int look = 1; ; look++) {
        var copy = copies.latest(id);
        if (copy.isEmpty()) {
          return Optional.empty();
        }
        try {
          return Optional.of(read(copy.get()));
        } catch (NoSuchFileException e) {
          if (look == LOOKS) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    } finally {
      lock.unlock();
    }
  }

  private static byte[] read(Copies.Copy copy) throws IOException {
    if (!copy.isCompressed()) {
      return Files.readAllBytes(copy.place().path());
    }
    try (InputStream file = Files.newInputStream(copy.place().path());
        InputStream json = new GZIPInputStream(file, 1 << 16)) {
      return json.readAllBytes();
    }
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    Lock lock = locks.of(id);
    lock.lockInterruptibly();
    try {
      root.verify();
      boolean deleted = false;
      for (var copy : copies.all(id)) {
        deleted |= remover.remove(copy.place(), id, true);
      }
      return deleted;
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void check() throws Exception {
    try {
      root.prepare();
      writer.probe(placement.root(), PROBE);
      root.verify();
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    }
  }

  @Override
  public void putPart(VconId id, String version, int number, ByteBuffer bytes) throws Exception {
    prepareRoot();
    onParts(() -> {
      parts.put(id, version, number, bytes);
      root.verify();
      return true;
    });
  }

  @Override
  public Optional<byte[]> getPart(VconId id, String version, int number) throws Exception {
    return onParts(() -> parts.get(id, version, number));
  }

  @Override
  public Set<String> partVersions(VconId id) throws Exception {
    return onParts(() -> parts.versions(id));
  }

  @Override
  public void deleteParts(VconId id, String version) throws Exception {
    onParts(() -> {
      parts.delete(id, version);
      return true;
    });
  }

  private <T> T onParts(Callable<T> work) throws Exception {
    try {
      root.verify();
      return work.call();
    } catch (IOException e) {
      throw FileFaults.explain(e, placement.root());
    }
  }
}
