package dev.vcond.storage.file;

import dev.vcond.config.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permissions that new files or folders get. They are given to the call that makes the file, so
 * nobody can open it in between; the process's umask may take bits away from that, and only then a
 * second call per file is needed.
 */
final class Permissions {
  private static final Pattern UMASK = Pattern.compile("(?m)^Umask:\\s*([0-7]+)");
  private static final int UNKNOWN = 0777;

  private final Set<PosixFilePermission> set;
  private final FileAttribute<Set<PosixFilePermission>> attribute;
  private final boolean masked;

  private Permissions(FileMode mode, int umask) {
    this.set = mode.permissions();
    this.attribute = PosixFilePermissions.asFileAttribute(set);
    this.masked = (mode.bits() & umask) != 0;
  }

  static Permissions of(FileMode mode) {
    return new Permissions(mode, umask());
  }

  FileAttribute<Set<PosixFilePermission>> attribute() {
    return attribute;
  }

  /** Gives back what the umask took from a file or folder just made. */
  void complete(Path made) throws IOException {
    if (masked) {
      Files.setPosixFilePermissions(made, set);
    }
  }

  private static int umask() {
    try {
      Matcher line = UMASK.matcher(Files.readString(Path.of("/proc/self/status")));
      return line.find() ? Integer.parseInt(line.group(1), 8) : UNKNOWN;
    } catch (IOException _) {
      return UNKNOWN; // no /proc: one more call per file
    }
  }
}
