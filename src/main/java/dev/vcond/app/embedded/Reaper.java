package dev.vcond.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outlives this JVM however it ends: once it is gone, the servers that still run on a folder are
 * stopped and the folder is removed, unless the reaper was dismissed before. A {@code kill -9}
 * leaves no chance to do that oneself. Thread-safe.
 */
public final class Reaper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reaper.class);
  private static final Duration TO_LEAVE = Duration.ofSeconds(5);

  private final Process shell;

  private Reaper(Process shell) {
    this.shell = shell;
  }

  /**
   * Sets a reaper over a folder in whose subfolders embedded servers keep their data.
   *
   * @param keep whether the folder stays and only the servers are stopped
   */
  public static Reaper over(Path folder, boolean keep) throws IOException {
    ProcessBuilder builder =
        OwnSession.of(
            "sh",
            "-c",
            script(),
            "vcond-reaper",
            folder.toRealPath().toString(),
            keep ? "keep" : "");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.directory(Path.of("/").toFile());
    return new Reaper(builder.start());
  }

  private static String script() throws IOException {
    try (InputStream in = Reaper.class.getResourceAsStream("reaper.sh")) {
      if (in == null) {
        throw new IOException("The resource reaper.sh is missing.");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Nothing is left to do: the reaper ends and touches nothing. */
  public void dismiss() {
    try (OutputStream in = shell.getOutputStream()) {
      in.write("dismissed\n".getBytes(UTF_8));
    } catch (IOException e) {
      log.debug("The reaper was gone already.", e);
    }
  }

  /** Lets the reaper do its work now and waits until it has; after a dismissal nothing is done. */
  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(TO_LEAVE)) {
        log.warn("The servers of the demo did not stop within {} s.", TO_LEAVE.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
