package dev.vcond.link.validate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vcond.process.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Where schemas come from. */
final class SchemaSource {
  /** What reasons call the schema that comes with vcond. */
  static final String SHIPPED_NAME = "draft-ietf-vcon-vcon-core";

  private static final String SHIPPED_FILE = "vcon.schema.json";
  private static final int LONGEST = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private SchemaSource() {}

  /** The schema that comes with vcond: one for all steps. */
  static CompiledSchema shipped() {
    return Shipped.SCHEMA;
  }

  /** Compiled when the first step asks for it. */
  private static final class Shipped {
    static final CompiledSchema SCHEMA = read();

    private static CompiledSchema read() {
      try (InputStream in = SchemaSource.class.getResourceAsStream(SHIPPED_FILE)) {
        return SchemaCompiler.compile(
            SHIPPED_NAME, MAPPER.readTree(Objects.requireNonNull(in, SHIPPED_FILE)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (UnusableSchema e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The schema in a file. */
  static CompiledSchema file(Path file) throws UnusableSchema {
    return SchemaCompiler.compile(file.toString(), json(file));
  }

  private static JsonNode json(Path file) throws UnusableSchema {
    try (JsonParser parser = MAPPER.createParser(Files.readAllBytes(file))) {
      JsonNode json = parser.readValueAsTree();
      if (json == null) {
        throw new UnusableSchema(file + " is empty");
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is something after the schema");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new UnusableSchema(
          "%s is not JSON%s: %s"
              .formatted(
                  file, where(e.getLocation()), SafeText.line(e.getOriginalMessage(), LONGEST)));
    } catch (NoSuchFileException _) {
      throw new UnusableSchema("there is no file " + file);
    } catch (AccessDeniedException _) {
      throw new UnusableSchema(file + " must not be read by the user that vcond runs as");
    } catch (IOException e) {
      throw new UnusableSchema(
          Files.isDirectory(file)
              ? file + " is a folder, not a file with a JSON schema"
              : file + " cannot be read: " + e.getMessage());
    }
  }

  private static String where(JsonLocation place) {
    return place == null
        ? ""
        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }
}
