package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mount points of this process, as the kernel lists them. Device numbers would not do: a bind
 * mount has that of the file system it lies on, and a network mount may come back with another.
 * Where the kernel has no such list, nothing is a mount point. Thread-safe.
 */
final class Mounts {
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final int MOUNT_POINT = 4;

  private final Path table;

  Mounts() {
    this(OF_THIS_PROCESS);
  }

  /**
   * @param table in the format of {@code /proc/self/mountinfo}
   */
  Mounts(Path table) {
    this.table = table;
  }

  /** The mount point that a path without links lies on; null if that is the top of everything. */
  @Nullable String over(Path real) {
    return now().stream()
        .filter(mount -> !mount.equals("/") && covers(mount, real))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  /** Whether something is mounted there now. */
  boolean has(String mount) {
    return now().contains(mount);
  }

  /** Whether a path without links is the mount point or lies below it. */
  static boolean covers(String mount, Path real) {
    return real.toString().equals(mount) || real.toString().startsWith(mount + "/");
  }

  private List<String> now() {
    try {
      return new String(Files.readAllBytes(table), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .filter(fields -> fields.length > MOUNT_POINT)
          .map(fields -> unescaped(fields[MOUNT_POINT]))
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String unescaped(String name) {
    return OCTAL
        .matcher(name)
        .replaceAll(octal -> {
          char plain = (char) Integer.parseInt(octal.group(1), 8);
          return plain == '\\' ? "\\\\" : String.valueOf(plain);
        });
  }
}
