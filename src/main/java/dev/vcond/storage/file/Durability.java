package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What {@code fsync} means: content and entries are on the disk, or soon will be. Thread-safe. */
final class Durability {
  private final boolean fsync;
  private final FolderSync folders = new FolderSync();

  Durability(boolean fsync) {
    this.fsync = fsync;
  }

  /** Makes the content of a file durable, before it gets its name. */
  void contentOf(FileChannel file) throws IOException {
    if (fsync) {
      file.force(false); // size and blocks; that is all a reader needs
    }
  }

  /** Makes names given or taken in a folder durable. */
  void entriesOf(Path folder) throws IOException, InterruptedException {
    if (fsync) {
      folders.sync(folder);
    }
  }
}
