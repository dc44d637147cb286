package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes missing folders, durable and with the permissions that were asked for. Thread-safe. */
final class Folders {
  private final Path root;
  private final Permissions permissions;
  private final Durability durability;

  Folders(Path root, Permissions permissions, Durability durability) {
    this.root = root;
    this.permissions = permissions;
    this.durability = durability;
  }

  /** Makes a folder below the top folder; a top folder that is missing stays so. */
  void makeBelow(Path folder) throws IOException, InterruptedException {
    makeMissing(folder, root);
  }

  /** Makes the folder and those above it as far as they are missing; leaves others alone. */
  void make(Path folder) throws IOException, InterruptedException {
    makeMissing(folder, null);
  }

  private void makeMissing(Path folder, @Nullable Path end)
      throws IOException, InterruptedException {
    Deque<Path> missing = new ArrayDeque<>();
    @Nullable Path at = folder;
    while (at != null && !at.equals(end) && !Files.exists(at)) {
      missing.push(at);
      at = at.getParent();
    }
    for (Path next : missing) {
      makeOne(next);
    }
  }

  private void makeOne(Path folder) throws IOException, InterruptedException {
    try {
      Files.createDirectory(folder, permissions.attribute());
      permissions.complete(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    Path parent = folder.getParent();
    if (parent != null) {
      // Also when somebody else just made it: our file must not outlive its folder's entry.
      durability.entriesOf(parent);
    }
  }
}
