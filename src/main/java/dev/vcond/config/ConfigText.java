package dev.vcond.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a configuration file. */
final class ConfigText {

  /** Four are the most that a character takes: beyond that the limit of YAML is broken anyway. */
  private static final int MOST_BYTES = 4 * YamlReader.MOST_CHARACTERS;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigText() {}

  /**
   * Reads a file whole.
   *
   * @throws ConfigException if there is no such file or it is not text
   */
  static String read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(file, "is a folder", "Name the file in it.");
      }
      byte[] bytes = bytes(file);
      if (bytes.length > MOST_BYTES) {
        throw unreadable(file, "is larger than 4 MB", "Is it the right file?");
      }
      String text = decoded(file, bytes);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw unreadable(file, "no such file", "Name another with --config.");
    } catch (AccessDeniedException _) {
      throw unreadable(
          file, "may not be read by this user", "Look at the permissions of the file.");
    } catch (IOException broken) {
      throw unreadable(file, "cannot be read: " + broken.getMessage(), "");
    }
  }

  /** One more than may be, if there are more: a device or a pipe has no size to ask for. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static String decoded(Path file, byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (UTF_8.newDecoder().decode(from, text, true).isError()) {
      throw unreadable(
          endOf(text.flip().toString(), file),
          "is not UTF-8 text from here on",
          "Save it as UTF-8.");
    }
    return text.flip().toString();
  }

  /** The place behind a text. */
  private static Position endOf(String text, Path file) {
    int lines = (int) text.chars().filter(c -> c == '\n').count();
    return new Position(
        file.toString(), lines + 1, text.length() - (text.lastIndexOf('\n') + 1) + 1);
  }

  private static ConfigException unreadable(Path file, String message, String hint) {
    return unreadable(Position.outside(file.toString()), message, hint);
  }

  private static ConfigException unreadable(Position place, String message, String hint) {
    return new ConfigException(
        List.of(new ConfigProblem(ConfigProblem.Severity.ERROR, place, "", message, hint)));
  }

  /** The first of the files that may be meant, or the answer that there is none. */
  static Path first(@Nullable Path home) {
    Path here = Path.of("config.yml");
    if (Files.exists(here)) {
      return here;
    }
    Path atHome = home == null ? null : home.resolve("config.yml");
    if (atHome != null && Files.exists(atHome)) {
      return atHome;
    }
    throw unreadable(
        here,
        "no such file" + (atHome == null ? "" : ", and no " + atHome),
        "Name one with --config or CONSERVER_CONFIG_FILE.");
  }
}
