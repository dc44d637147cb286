package dev.vcond.app.demo;

import dev.vcond.app.embedded.DeleteTree;
import dev.vcond.app.embedded.Reaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds everything of one demo; it is gone at the end, also if this JVM is killed.
 */
final class DemoFolder implements AutoCloseable {
  private static final int MOST_NAMES = 100;

  private final Path path;
  private final Reaper reaper;
  private final boolean keep;

  private DemoFolder(Path path, Reaper reaper, boolean keep) {
    this.path = path;
    this.reaper = reaper;
    this.keep = keep;
  }

  /**
   * Makes it.
   *
   * @throws IOException saying what to do if it cannot be made there
   */
  static DemoFolder make(Path temporary, boolean keep) throws IOException {
    try {
      Path path = create(temporary).toRealPath();
      return new DemoFolder(path, Reaper.over(path, keep), keep);
    } catch (FileSystemException e) {
      String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(
          "The demo cannot make its folder in %s: %s. Name another place, such as TMPDIR=$HOME bin/vcond demo."
              .formatted(temporary, why),
          e);
    }
  }

  /** Named by the process: short enough to be typed. */
  private static Path create(Path temporary) throws IOException {
    String name = "vcond-demo-" + ProcessHandle.current().pid();
    for (int i = 1; ; i++) {
      try {
        // In a folder where all may write, a name that is taken may be somebody's trap.
        return Files.createDirectory(
            temporary.resolve(i == 1 ? name : name + "-" + i),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_NAMES) {
          throw e;
        }
      }
    }
  }

  Path path() {
    return path;
  }

  /** Where the file storage keeps its files. */
  Path files() {
    return path.resolve("vcons");
  }

  /** The daemon's configuration. */
  Path config() {
    return path.resolve("config.yml");
  }

  /** What the daemon logs. */
  Path log() {
    return path.resolve("vcond.log");
  }

  /** Removes it, unless it is to be kept; the servers in it have stopped. */
  @Override
  public void close() throws IOException {
    if (keep || removed()) {
      reaper.dismiss();
    }
    // What could not be removed, or still runs, the reaper takes care of.
    reaper.close();
  }

  private boolean removed() {
    try {
      DeleteTree.of(path);
      return true;
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }
}
