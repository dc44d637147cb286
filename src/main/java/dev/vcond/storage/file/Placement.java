package dev.vcond.storage.file;

import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a document belongs. Thread-safe. */
final class Placement {
  private final Path root;
  private final DayFolders days;
  private final String extension;
  private volatile @Nullable Boolean dated;

  Placement(Path root, DayFolders days, FileOptions options) {
    this.root = root;
    this.days = days;
    this.extension = options.fileExtension() + (options.compression() ? ".gz" : "");
    this.dated = options.organizeByDate();
  }

  Path root() {
    return root;
  }

  Place of(Vcon vcon) throws IOException {
    Path folder = dated() ? vcon.createdOn().flatMap(days::of).orElse(root) : root;
    return new Place(folder, vcon.id().canonical() + extension);
  }

  /** Found out at the first save and kept: a storage does not change its mind while it runs. */
  private boolean dated() throws IOException {
    @Nullable Boolean known = dated;
    if (known == null) {
      known = !days.now().isEmpty();
      dated = known;
    }
    return known;
  }
}
