package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes drafts that a crash left behind: they hold documents that somebody may have to delete.
 * Each folder is looked through when it is first written to, and once more after an hour, because
 * the crash that left them may be only seconds old; whether or not it is still written to by then,
 * as a day of the past is not. Thread-safe.
 *
 * <p>A save whose draft is taken away in error fails and is tried again, so the age is not
 * critical.
 */
final class LeftOvers {
  private static final Logger log = LoggerFactory.getLogger(LeftOvers.class);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(10);

  private final long pauseNanos;
  private final Set<Path> lookedThrough = ConcurrentHashMap.newKeySet();

  /** The same folders in the order of their second look. */
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();

  private record Look(Path folder, long atNanos) {}

  LeftOvers() {
    this(Duration.ofHours(1));
  }

  /**
   * @param pause between the first look and the second
   */
  LeftOvers(Duration pause) {
    pauseNanos = pause.toNanos();
  }

  /** Looks through the folder in which this draft was just made, or another, if it is time to. */
  void sweepBeside(Path draft, Path folder) throws IOException {
    if (lookedThrough.add(folder)) {
      sweep(folder, Files.getLastModifiedTime(draft));
      looks.add(new Look(folder, System.nanoTime() + pauseNanos));
      return;
    }
    Look next = looks.peek();
    if (next != null && System.nanoTime() - next.atNanos >= 0 && looks.remove(next)) {
      lookedThrough.remove(next.folder);
      sweep(next.folder, Files.getLastModifiedTime(draft));
    }
  }

  /** {@code now} is the file system's own time: on a network it may differ from ours. */
  private static void sweep(Path folder, FileTime now) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, Draft::isDraft)) {
      for (Path file : drafts) {
        removeIfDead(file, now);
      }
    } catch (NoSuchFileException _) {
      // The last document of that day was deleted meanwhile.
    }
  }

  private static void removeIfDead(Path file, FileTime now) throws IOException {
    try {
      FileTime written = Files.getLastModifiedTime(file);
      if (written.toInstant().isBefore(now.toInstant().minus(DEAD_AFTER))
          && Files.deleteIfExists(file)) {
        log.info("Removed {}, which a save that was cut short had left behind.", file);
      }
    } catch (NoSuchFileException _) {
      // It was alive and has its real name now.
    }
  }
}
