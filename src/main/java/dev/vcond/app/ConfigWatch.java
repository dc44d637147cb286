package dev.vcond.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the configuration was saved. It looks four times a second instead of being told by
 * the operating system: editors replace the file, a ConfigMap swaps the link to its folder, network
 * file systems tell nothing, and one look covers them all. A change counts when a second look finds
 * the same: half a file is not read. Thread-safe.
 */
final class ConfigWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigWatch.class);
  private static final long LOOK_MILLIS = 250;

  private final Path file;
  private final Reload reload;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("vcond-config-watch").daemon().unstarted(this::lookUntilStopped);

  /** The file as a look finds it; null while it is not there. */
  private record Stamp(Path real, @Nullable Object key, FileTime modified, long size) {}

  ConfigWatch(Path file, Reload reload) {
    this.file = file;
    this.reload = reload;
  }

  void start() {
    thread.start();
  }

  private void lookUntilStopped() {
    // None yet: it may have changed between the start of the process and now.
    @Nullable Stamp used = null;
    @Nullable Stamp before = null;
    try {
      while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        @Nullable Stamp now = look();
        if (now != null && now.equals(before) && !now.equals(used)) {
          used = now;
          read();
        }
        before = now;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws InterruptedException {
    try {
      reload.run("The file has changed", false);
    } catch (RuntimeException | LinkageError e) {
      log.error("{} could not be read again; what runs goes on.", file, e);
    }
  }

  /** An editor may have taken it away for a moment. */
  private @Nullable Stamp look() {
    try {
      Path real = file.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return new Stamp(
          real, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      log.trace("{} cannot be looked at.", file, e);
      return null;
    }
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}
