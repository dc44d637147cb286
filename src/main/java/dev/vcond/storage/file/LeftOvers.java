package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes drafts that a crash left behind: they hold documents that somebody may have to delete.
 * Each folder is looked through when it is first written to and at most once an hour after that,
 * because the crash that left them may be only seconds old. Thread-safe.
 *
 * <p>A save whose draft is taken away in error fails and is tried again, so the age is not
 * critical.
 */
final class LeftOvers {
  private static final Logger log = LoggerFactory.getLogger(LeftOvers.class);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(10);
  private static final long EVERY_NANOS = Duration.ofHours(1).toNanos();

  private final ConcurrentHashMap<Path, Long> nextSweep = new ConcurrentHashMap<>();

  /** Looks through the folder in which this draft was just made, if it is time to. */
  void sweepBeside(Path draft, Path folder) throws IOException {
    if (isDue(folder)) {
      sweep(folder, Files.getLastModifiedTime(draft));
    }
  }

  private boolean isDue(Path folder) {
    long now = System.nanoTime();
    Long next = nextSweep.get(folder);
    if (next != null && now - next < 0) {
      return false;
    }
    return next == null
        ? nextSweep.putIfAbsent(folder, now + EVERY_NANOS) == null
        : nextSweep.replace(folder, next, now + EVERY_NANOS);
  }

  /** {@code now} is the file system's own time: on a network it may differ from ours. */
  private static void sweep(Path folder, FileTime now) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, Draft::isDraft)) {
      for (Path file : drafts) {
        removeIfDead(file, now);
      }
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
