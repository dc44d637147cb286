package dev.vcond.link.validate;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The options of {@code links.validate}. */
public record ValidateOptions(
    @Option(
            value =
                "A file with another JSON schema; write the whole path, a relative one begins in"
                    + " the folder that vcond is started in. Absent: the vCon schema that comes"
                    + " with vcond.",
            example = "/etc/vcond/call.schema.json")
        @Nullable Path schema,
    @Option(
            value =
                "What becomes of a vCon that is not valid: `dead_letter`, `tag` (it goes on with"
                    + " the tag) or `halt` (with the code `invalid`; no storage has it).",
            defaultValue = "dead_letter",
            example = "tag")
        Reaction reaction,
    @Option(
            value =
                "The tag for `reaction: tag`: a name or name:value. A name alone is its own value.",
            defaultValue = "invalid:schema",
            example = "quality:poor")
        String tag,
    @Option(value = "How many errors the reason lists.", defaultValue = "5", example = "20")
        int maxErrors) {

  private static final int MOST_ERRORS = 100;

  public ValidateOptions {
    schema = schema == null ? null : schema.toAbsolutePath().normalize();
    if (maxErrors < 1 || maxErrors > MOST_ERRORS) {
      throw new InvalidOption("max_errors", "expected a number from 1 to " + MOST_ERRORS, "");
    }
    tag = tag.strip();
    if (tag.isEmpty() || tag.startsWith(":")) {
      throw new InvalidOption(
          "tag", "expected a tag that has a name", "write tag: 'invalid:schema'");
    }
    tag = tag.contains(":") ? tag : tag + ":" + tag;
    try {
      var _ = compiled(schema);
    } catch (UnusableSchema e) {
      throw new InvalidOption("schema", e.getMessage(), "");
    }
  }

  /**
   * The schema, read anew.
   *
   * @throws UnusableSchema if its file cannot be read, or is no schema
   */
  CompiledSchema compiled() throws UnusableSchema {
    return compiled(schema);
  }

  private static CompiledSchema compiled(@Nullable Path file) throws UnusableSchema {
    return file == null ? SchemaSource.shipped() : SchemaSource.file(file);
  }
}
