package dev.vcond.storage.file;

import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a document: flat or dated, plain or compressed. Thread-safe.
 *
 * <p>Each look is one call per possible name. <em>Near</em> means the top folder and, for an id
 * that carries a time, the days around it; every save looks there. Far means all other days:
 * thousands of calls after some years.
 */
final class Copies {
  /** Up to here looking in every day costs less than the fsync of the save that asks. */
  private static final int FEW_DAYS = 8;

  /** With more days, saves look in them during at most a tenth of the time. */
  private static final int REST_PER_LOOK = 9;

  private final Path root;
  private final DayFolders days;
  private final String plain;
  private final String compressed;
  private volatile long nextFarLook = System.nanoTime();

  Copies(Path root, DayFolders days, String extension) {
    this.root = root;
    this.days = days;
    this.plain = extension;
    this.compressed = extension + ".gz";
  }

  /** One file of a document, as it was when it was looked at. */
  record Copy(Place place, FileTime modified, String key) {
    boolean isCompressed() {
      return Placement.isCompressed(place);
    }

    /** Whether the file is still the one that was looked at. */
    boolean isStillThere() throws IOException {
      return look(place).filter(this::equals).isPresent();
    }
  }

  /** The copy that was stored last. */
  Optional<Copy> latest(VconId id) throws IOException {
    List<Copy> found = in(near(id), id);
    // A save leaves no other copy near, so what is found there is the latest of all.
    return latest(found.isEmpty() ? in(days.now(), id) : found);
  }

  private static Optional<Copy> latest(List<Copy> found) {
    return found.stream()
        .max(Comparator.comparing(Copy::modified).thenComparing(copy -> copy.place.path()));
  }

  /** Every copy there is. */
  List<Copy> all(VconId id) throws IOException {
    Set<Path> folders = near(id);
    folders.addAll(days.now());
    return in(folders, id);
  }

  /**
   * The copies that a save to {@code target} makes obsolete. If the target exists, only near ones:
   * a save that came before has removed the others.
   */
  List<Copy> besides(Place target, VconId id) throws IOException {
    Set<Path> near = near(id);
    near.add(target.folder());
    List<Copy> found = in(near, id);
    if (look(target).isEmpty()) {
      found.addAll(farAsTimeAllows(near, id));
    }
    found.removeIf(copy -> copy.place.equals(target));
    return found;
  }

  private List<Copy> farAsTimeAllows(Set<Path> near, VconId id) throws IOException {
    Set<Path> far = new LinkedHashSet<>(days.recently());
    long begun = System.nanoTime();
    if (far.size() > FEW_DAYS && begun - nextFarLook < 0) {
      return List.of();
    }
    far.removeAll(near);
    List<Copy> found = in(far, id);
    long ended = System.nanoTime();
    nextFarLook = ended + REST_PER_LOOK * (ended - begun);
    return found;
  }

  private Set<Path> near(VconId id) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(root);
    for (LocalDate day : IdDay.around(id.uuid())) {
      days.of(day).ifPresent(folders::add);
    }
    return folders;
  }

  private List<Copy> in(Iterable<Path> folders, VconId id) throws IOException {
    List<Copy> found = new ArrayList<>();
    for (Path folder : folders) {
      look(new Place(folder, id.canonical() + plain)).ifPresent(found::add);
      look(new Place(folder, id.canonical() + compressed)).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Copy> look(Place place) throws IOException {
    Path path = place.path();
    // Files.exists would call a forbidden folder empty, and an exception for each place without a
    // file would cost ten times as much.
    @Nullable BasicFileAttributes file =
        path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class);
    return Optional.ofNullable(file)
        .map(f -> new Copy(place, f.lastModifiedTime(), String.valueOf(f.fileKey())));
  }
}
