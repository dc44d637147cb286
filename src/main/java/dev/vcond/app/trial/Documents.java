package dev.vcond.app.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.JsonForm;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test file says is JSON, as bytes: written as YAML, as a JSON text, or in a file.
 *
 * @param folder of the test file
 */
record Documents(Path folder, Problems problems) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** One written here or in a file; empty if it cannot be had, which has been reported then. */
  Optional<byte[]> of(@Nullable ConfigValue written, @Nullable Path file, Place place) {
    return written != null
        ? of(written, place.key())
        : file == null ? Optional.empty() : read(file, place);
  }

  /** Where a file is named. */
  record Place(Position position, String key) {}

  private Optional<byte[]> of(ConfigValue written, String key) {
    if (!(written instanceof Scalar text)) {
      return Optional.of(JsonForm.of(written).toString().getBytes(UTF_8));
    }
    if (!text.text().stripLeading().startsWith("{")) {
      problems.error(
          text.position(), key, "is neither a mapping nor a JSON text", "A file is named by file.");
      return Optional.empty();
    }
    return Optional.of(text.text().getBytes(UTF_8));
  }

  /** One of a list, where a text that is no JSON names a file. */
  Optional<byte[]> listed(ConfigValue written, String key) {
    return written instanceof Scalar text && !text.text().stripLeading().startsWith("{")
        ? read(Path.of(text.text()), new Place(text.position(), key))
        : of(written, key);
  }

  Optional<byte[]> read(Path file, Place place) {
    Path path = folder.resolve(file);
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException _) {
      problems.error(
          place.position(), place.key(), "there is no file " + path, "Paths begin at this file.");
    } catch (IOException e) {
      problems.error(place.position(), place.key(), path + " cannot be read: " + e, "");
    }
    return Optional.empty();
  }

  /** The tree of a JSON text; null if it is none. */
  static @Nullable JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException _) {
      return null;
    }
  }
}
