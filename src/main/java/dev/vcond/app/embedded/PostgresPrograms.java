package dev.vcond.app.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of Postgres, unpacked from their jar into a folder.
 *
 * <p>The library that starts them would hold the packed and parts of the unpacked archive in memory
 * while it unpacks, four times what the rest of a demo needs. So they are streamed to their place
 * here, and the library, which finds its place by the digest of the archive, gets a word instead of
 * the archive and finds everything done.
 */
record PostgresPrograms(Path folder) implements PgBinaryResolver {
  private static final byte[] WORD = "vcond-postgres-1".getBytes(US_ASCII);

  /** What the library looks for to know that a place is complete. */
  private static final String COMPLETE = ".exists";

  /** Where all servers of this machine's user share them. */
  static PostgresPrograms shared() {
    return new PostgresPrograms(Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"));
  }

  @Override
  public InputStream getPgBinary(String system, String machine) throws IOException {
    Path place = folder.resolve("PG-" + digest());
    if (!Files.exists(place.resolve(COMPLETE))) {
      unpack(resource(system, machine), place);
    }
    return new ByteArrayInputStream(WORD);
  }

  private static String resource(String system, String machine) {
    String processor =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> machine;
        };
    return "postgres-%s-%s.txz".formatted(system.toLowerCase(Locale.ROOT), processor);
  }

  private static String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(WORD));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** Into a folder beside the place, which then becomes the place: whole or not at all. */
  private void unpack(String resource, Path place) throws IOException {
    try (InputStream packed =
        PostgresPrograms.class.getClassLoader().getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("There is no embedded Postgres for this platform: " + resource);
      }
      Files.createDirectories(folder);
      Path draft = Files.createTempDirectory(folder, "unpacking-");
      unpack(packed, draft);
      Files.createFile(draft.resolve(COMPLETE));
      take(draft, place);
    }
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, into.resolve(entry.getName()));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static void take(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(place.resolve(COMPLETE))) {
        throw e;
      }
      // Another process was as quick.
      DeleteTree.of(draft);
    }
  }
}
