package dev.vcond.storage.file;

import dev.vcond.config.ByteSize;
import dev.vcond.config.FileMode;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code storage.file}.
 *
 * @param organizeByDate null: as the folder already is
 * @param maxFileSize bytes of the uncompressed document; null leaves it to {@code max_size}
 */
@Misnomer(value = "base_path", means = "path", instead = "Write path: /data/vcons.")
@Misnomer(
    value = {"filename", "add_timestamp_to_filename"},
    instead = "Remove it: a file is called as the id of its vCon.")
@Misnomer(value = "extension", means = "file_extension", instead = "Write file_extension: .json.")
@Misnomer(value = "file_format", instead = "Remove it: files are JSON.")
public record FileOptions(
    @Option(
            value = "Folder that holds the vCons. It is made if it is missing.",
            defaultValue = "/data/vcons",
            example = "/var/lib/vcond/vcons")
        Path path,
    @Option(
            value = "What a file name ends with. Compressed files have .gz behind it.",
            defaultValue = ".json")
        String fileExtension,
    @Option(
            "Whether vCons lie in YYYY/MM/DD folders by the date of created_at in its own offset."
                + " Absent: yes if the folder already holds such folders, else no.")
        @Nullable Boolean organizeByDate,
    @Option(value = "Whether files are compressed with gzip.", defaultValue = "false")
        boolean compression,
    @Option(
            value =
                "Whether documents are indented for human readers. Nothing else in them changes.",
            defaultValue = "false")
        boolean pretty,
    @Option(
            value =
                "Whether a save waits until file and folder are on the disk. Without it a power cut"
                    + " can lose what was reported as stored.",
            defaultValue = "true")
        boolean fsync,
    @Option(value = "Permissions of files.", defaultValue = "0o644", example = "0o640")
        FileMode filePermissions,
    @Option(
            value =
                "Permissions of folders that vcond makes. Those it did not make are never touched.",
            defaultValue = "0o755",
            example = "0o750")
        FileMode dirPermissions,
    @Option(value = "Older name for max_size with on_oversize: reject.", example = "10MiB")
        @Nullable ByteSize maxFileSize,
    @Option(
            value = "Whether a file <id>.meta with the time of storing lies beside each vCon.",
            defaultValue = "none")
        Metadata metadata) {

  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int OWNER_ENTERS_AND_WRITES = 0700;

  /** Whether metadata is stored beside the document. */
  public enum Metadata {
    /** Nothing but the document. */
    NONE,
    /** A JSON file {@code <id>.meta}. */
    SIDECAR
  }

  public FileOptions {
    checkExtension(fileExtension);
    checkMode("file_permissions", filePermissions, OWNER_READS_AND_WRITES);
    checkMode("dir_permissions", dirPermissions, OWNER_ENTERS_AND_WRITES);
  }

  private static void checkExtension(String extension) {
    if (!extension.matches("\\.[A-Za-z0-9._-]{1,32}") || extension.contains("..")) {
      throw new InvalidOption(
          "file_extension",
          "expected a dot and then letters, digits, dots, dashes or underscores",
          "write .json");
    }
    if (extension.matches("(?i).*\\.(gz|tmp|meta)")) {
      throw new InvalidOption(
          "file_extension",
          "files ending with .gz, .tmp and .meta mean something else in this folder",
          "write .json; compression adds .gz by itself");
    }
  }

  private static void checkMode(String key, FileMode mode, int needed) {
    if ((mode.bits() & needed) != needed) {
      throw new InvalidOption(
          key,
          "%s would shut vcond itself out".formatted(mode),
          "give the owner at least %s".formatted(new FileMode(needed)));
    }
  }
}
