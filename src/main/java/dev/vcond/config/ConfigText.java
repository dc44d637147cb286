package dev.vcond.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a configuration file. */
final class ConfigText {

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
      // Four bytes are the most that a character takes: beyond that the YAML limit is broken
      // anyway.
      if (Files.size(file) > 4L * YamlReader.MOST_CHARACTERS) {
        throw unreadable(file, "is larger than 4 MB", "Is it the right file?");
      }
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw unreadable(file, "no such file", "Name another with --config.");
    } catch (AccessDeniedException _) {
      throw unreadable(
          file, "may not be read by this user", "Look at the permissions of the file.");
    } catch (CharacterCodingException _) {
      throw unreadable(file, "is not UTF-8 text", "Save it as UTF-8.");
    } catch (IOException broken) {
      throw unreadable(file, "cannot be read: " + broken.getMessage(), "");
    }
  }

  private static ConfigException unreadable(Path file, String message, String hint) {
    Position place = Position.outside(file.toString());
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
