package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The redis-server program for tests that start it their own way. */
public final class RedisBinary {
  private RedisBinary() {}

  /** Unpacks it into a folder unless it is there. */
  public static Path in(Path folder) throws IOException {
    return RedisProgram.in(Files.createDirectories(folder));
  }
}
