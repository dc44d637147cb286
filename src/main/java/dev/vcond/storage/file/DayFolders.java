package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folders {@code YYYY/MM/DD}. Only years, months and days are listed, never what is in a day,
 * and not the top folder either, which may hold millions of files: its years are asked for one by
 * one. Thread-safe.
 */
final class DayFolders {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final long FRESH_NANOS = 5_000_000_000L;
  private static final Pattern TWO_DIGITS = Pattern.compile("\\d\\d");

  private final Path root;
  private volatile Listing last = new Listing(List.of(), 0, false);

  /** Folders newest first, as they were at a {@link System#nanoTime}. */
  private record Listing(List<Path> days, long at, boolean usable) {}

  DayFolders(Path root) {
    this.root = root;
  }

  /** The folder of a date; empty for years in which no vCon was made, which are stored flat. */
  Optional<Path> of(LocalDate day) {
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      return Optional.empty();
    }
    return Optional.of(root.resolve(day.toString().replace('-', '/')));
  }

  /** All that exist now, newest first. */
  List<Path> now() throws IOException {
    long at = System.nanoTime();
    List<Path> days = new ArrayList<>();
    for (int year = LAST_YEAR; year >= FIRST_YEAR; year--) {
      Path folder = root.resolve(Integer.toString(year));
      if (Files.exists(folder)) {
        for (Path month : children(folder)) {
          days.addAll(children(month));
        }
      }
    }
    last = new Listing(List.copyOf(days), at, true);
    return last.days;
  }

  /** As {@link #now}, but what another process did in the last 5 s may be missing. */
  List<Path> recently() throws IOException {
    Listing listing = last;
    boolean fresh = listing.usable && System.nanoTime() - listing.at < FRESH_NANOS;
    return fresh ? listing.days : now();
  }

  /** Folders were made or removed here. */
  void changed() {
    last = new Listing(List.of(), 0, false);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> TWO_DIGITS.matcher(entry.getFileName().toString()).matches())) {
      List<Path> found = new ArrayList<>();
      entries.forEach(found::add);
      found.sort(Comparator.reverseOrder());
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of(); // removed meanwhile, or a file that is called like a year
    }
  }
}
