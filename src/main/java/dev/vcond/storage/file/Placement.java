package dev.vcond.storage.file;

import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a document belongs. Thread-safe. */
final class Placement {
  private static final String COMPRESSED = ".gz";

  private final Path root;
  private final DayFolders days;
  private final String extension;
  private final String compressed;
  private volatile @Nullable Boolean dated;

  Placement(Path root, DayFolders days, FileOptions options) {
    this.root = root;
    this.days = days;
    this.compressed = options.fileExtension() + COMPRESSED;
    this.extension = options.compression() ? compressed : options.fileExtension();
    this.dated = options.organizeByDate();
  }

  Path root() {
    return root;
  }

  Place of(Vcon vcon) throws IOException {
    return place(vcon, extension);
  }

  /** Where it belongs if it is compressed although others are not. */
  Place compressed(Vcon vcon) throws IOException {
    return place(vcon, compressed);
  }

  /** Whether the file of this place is compressed. */
  static boolean isCompressed(Place place) {
    return place.fileName().endsWith(COMPRESSED);
  }

  private Place place(Vcon vcon, String ending) throws IOException {
    Path folder = dated() ? vcon.createdOn().flatMap(days::of).orElse(root) : root;
    return new Place(folder, vcon.id().canonical() + ending);
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
