package dev.vcond.storage.file;

import dev.vcond.storage.ServiceFault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The top folder, which is made once. If it is gone later, or its file system is, making it again
 * would hide documents under a mount point and report them as stored. Thread-safe.
 */
final class Root {
  private final Path path;
  private final Folders folders;
  private final Mounts mounts;
  private volatile Seen seen;

  /**
   * The folder as it was found.
   *
   * @param there whether it was there at all
   * @param key what the file system knows it by, if it tells
   * @param mount the mount point that it lies on, or would
   */
  private record Seen(boolean there, @Nullable Object key, @Nullable String mount) {}

  Root(Path path, Folders folders, Mounts mounts) {
    this.path = path;
    this.folders = folders;
    this.mounts = mounts;
    this.seen = firstLook();
  }

  private Seen firstLook() {
    try {
      return seen(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException _) {
      return new Seen(false, null, mountAbove());
    }
  }

  private Seen seen(BasicFileAttributes folder) throws IOException {
    if (!folder.isDirectory()) {
      // Something else that bears the name is in the way; it may go.
      throw new FileSystemException(path.toString(), null, "Not a directory");
    }
    return new Seen(true, folder.fileKey(), mounts.over(path.toRealPath()));
  }

  private @Nullable String mountAbove() {
    for (@Nullable Path at = path.getParent(); at != null; at = at.getParent()) {
      try {
        return mounts.over(at.toRealPath());
      } catch (IOException _) {
        // Missing as well: what is above it then.
      }
    }
    return null;
  }

  /** Makes the folder if it never was there; else the same as {@link #verify}. */
  void prepare() throws IOException, ServiceFault, InterruptedException {
    Seen before = seen;
    if (before.there) {
      verify();
      return;
    }
    refuseIfUnmounted(before);
    folders.make(path);
    seen = seen(Files.readAttributes(path, BasicFileAttributes.class));
  }

  /**
   * Costs one call to the system.
   *
   * @throws ServiceFault if the folder was there and is not, or is one under the mount point
   */
  void verify() throws IOException, ServiceFault {
    Seen before = seen;
    if (!before.there) {
      return;
    }
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException _) {
      refuseIfUnmounted(before);
      throw new ServiceFault(
          ("%s is gone, and is not made again in mid-work: what it lay on may be missing too."
                  + " Bring it back or make it, or restart vcond, which makes it.")
              .formatted(path));
    }
    if (!Objects.equals(now.fileKey(), before.key)) {
      // Mounted anew, or another folder by the same name: an operator may do both.
      if (before.mount != null && Mounts.covers(before.mount, path.toRealPath())) {
        refuseIfUnmounted(before);
      }
      seen = seen(now);
    }
  }

  private void refuseIfUnmounted(Seen before) throws ServiceFault {
    if (before.mount != null && !mounts.has(before.mount)) {
      throw new ServiceFault(
          ("%s cannot be used: nothing is mounted on %s any more. Mount it again; what was written"
                  + " now would be hidden under the mount. If it is to stay away, restart vcond.")
              .formatted(path, before.mount));
    }
  }
}
