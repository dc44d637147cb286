package dev.vcond.storage.file;

import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Removes a file of a document, and the dated folders that it leaves empty. Thread-safe. */
final class Remover {
  private final Path root;
  private final DayFolders days;
  private final Durability durability;

  Remover(Path root, DayFolders days, Durability durability) {
    this.root = root;
    this.days = days;
    this.durability = durability;
  }

  /**
   * Removes one file.
   *
   * @param withSidecar whether the sidecar in its folder goes too
   * @return false if it was gone already
   */
  boolean remove(Place file, VconId id, boolean withSidecar)
      throws IOException, InterruptedException {
    boolean removed = Files.deleteIfExists(file.path());
    if (withSidecar) {
      Files.deleteIfExists(file.folder().resolve(Sidecar.fileName(id.canonical())));
    }
    syncWhatIsLeft(removeEmpty(file.folder()));
    return removed;
  }

  /** Another delete may remove the day meanwhile; then what is above it has changed. */
  private void syncWhatIsLeft(Path folder) throws IOException, InterruptedException {
    for (@Nullable Path at = folder; at != null; at = at.getParent()) {
      try {
        durability.entriesOf(at);
        return;
      } catch (NoSuchFileException _) {
        // Go on one higher.
      }
    }
  }

  /** Removes a day, its month and its year as far as they are empty; answers what is left. */
  private Path removeEmpty(Path folder) throws IOException {
    for (@Nullable Path at = folder; at != null && !at.equals(root); at = at.getParent()) {
      try {
        Files.delete(at);
        days.changed();
      } catch (NoSuchFileException _) {
        // Another delete was quicker.
      } catch (DirectoryNotEmptyException _) {
        return at;
      }
    }
    return root;
  }
}
