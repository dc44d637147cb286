package dev.vcond.storage.file;

import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Parts of large documents: {@code .parts/<id>/<version>/<number>} below the top folder, where no
 * look for documents goes. Thread-safe.
 */
final class Parts {
  private static final String FOLDER = ".parts";

  /** How often a delete may remove the folder between making and using it. */
  private static final int TRIES = 16;

  private final Path root;
  private final Permissions files;
  private final Folders folders;
  private final Durability durability;

  Parts(Path top, FileOptions options, Folders folders, Durability durability) {
    this.root = top.resolve(FOLDER);
    this.files = Permissions.of(options.filePermissions());
    this.folders = folders;
    this.durability = durability;
  }

  void put(VconId id, String version, int number, ByteBuffer bytes)
      throws IOException, InterruptedException {
    Path folder = folder(id).resolve(version);
    try (Draft draft = draft(folder, id.canonical())) {
      draft.write(bytes.duplicate());
      draft.publish(folder.resolve(Integer.toString(number)), durability);
    }
    durability.entriesOf(folder);
  }

  private Draft draft(Path folder, String id) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Draft.open(folder, id, files);
      } catch (NoSuchFileException e) {
        if (attempt == TRIES) {
          throw e;
        }
        folders.makeBelow(folder);
      }
    }
  }

  Optional<byte[]> get(VconId id, String version, int number) throws IOException {
    try {
      return Optional.of(
          Files.readAllBytes(folder(id).resolve(version).resolve(Integer.toString(number))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  Set<String> versions(VconId id) throws IOException {
    Set<String> versions = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder(id))) {
      entries.forEach(entry -> versions.add(entry.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Set.of();
    }
    return versions;
  }

  void delete(VconId id, String version) throws IOException, InterruptedException {
    Path folder = folder(id).resolve(version);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Files.deleteIfExists(entry);
      }
    } catch (NoSuchFileException _) {
      return;
    }
    Files.deleteIfExists(folder);
    if (versions(id).isEmpty()) {
      Files.deleteIfExists(folder(id));
      durability.entriesOf(root);
    }
  }

  private Path folder(VconId id) {
    return root.resolve(id.canonical());
  }
}
