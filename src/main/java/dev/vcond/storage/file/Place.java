package dev.vcond.storage.file;

import java.nio.file.Path;

/** Where a file of a document lies, or would. */
record Place(Path folder, String fileName) {
  Path path() {
    return folder.resolve(fileName);
  }
}
