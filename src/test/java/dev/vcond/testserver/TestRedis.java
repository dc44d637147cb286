package dev.vcond.testserver;

import dev.vcond.app.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts real Redis servers for tests, each with an empty temporary folder. */
public final class TestRedis {
  private TestRedis() {}

  /** A server without persistence on a free port; the caller closes it. */
  public static EmbeddedRedis start() {
    try {
      Path folder = Files.createTempDirectory("vcond-test-redis-");
      return EmbeddedRedis.start(new EmbeddedRedis.Settings(folder, 0, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
