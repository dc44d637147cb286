package dev.vcond.storage.file;

import dev.vcond.storage.ServiceFault;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says what an operator has to do about a failed call. The JDK gives the system's error only as a
 * text in the language of the machine, so where that says nothing the file system is asked.
 */
final class FileFaults {
  private FileFaults() {}

  /** The exception to throw for one that a call on {@code path} or below it met. */
  static Exception explain(IOException e, Path path) {
    if (e instanceof ClosedByInterruptException) {
      return new InterruptedException("The call was interrupted.");
    }
    String advice = advice(e, path);
    return advice == null
        ? e
        : new ServiceFault("%s: %s. %s".formatted(where(e, path), reason(e), advice), e);
  }

  private static @Nullable String advice(IOException e, Path path) {
    String reason = reason(e);
    if (e instanceof AccessDeniedException || reason.contains("not permitted")) {
      return "The user that vcond runs as needs to read, write and enter this folder."
          + (isHidden(path) ? " Under systemd, ProtectHome= hides it: choose another one." : "");
    }
    if (reason.contains("No space left") || isFull(path)) {
      return "Make room on this file system, or move `path` to another one.";
    }
    if (reason.contains("quota exceeded")) {
      return "The user that vcond runs as has used up its quota on this file system.";
    }
    if (reason.contains("Read-only") || isReadOnly(path)) {
      return "The file system is mounted read-only: mount it writable, or change `path`."
          + UnitSandbox.ofThisProcess().map(unit -> " " + unit.advice(path)).orElse("");
    }
    if (reason.contains("Not a directory") || isNoFolder(path)) {
      return "Something on the way is a file and no folder: remove it, or change `path`.";
    }
    if (reason.contains("Input/output error")) {
      return "The disk or the network behind it fails: look at the kernel's log.";
    }
    return null;
  }

  private static String where(IOException e, Path path) {
    return e instanceof FileSystemException named && named.getFile() != null
        ? named.getFile()
        : path.toString();
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(e.getMessage());
  }

  private static boolean isFull(Path path) {
    try {
      return Files.exists(path) && Files.getFileStore(path).getUsableSpace() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isHidden(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    return UnitSandbox.ofThisProcess().isPresent()
        && (folder.startsWith("/home")
            || folder.startsWith("/root")
            || folder.startsWith("/run/user"));
  }

  private static boolean isReadOnly(Path path) {
    try {
      return Files.exists(path) && Files.getFileStore(path).isReadOnly();
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isNoFolder(Path path) {
    return Files.exists(path) && !Files.isDirectory(path);
  }
}
