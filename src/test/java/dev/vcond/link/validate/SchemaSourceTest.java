package dev.vcond.link.validate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.testkit.SampleVcon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaSourceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":               | is not JSON at line 1, column 9: Unexpected end-of-input",
        "{\"a\": 1, \"a\": 2}    | is not JSON at line 1, column 13: Duplicate field 'a'",
        "{} {}                    | is not JSON at line 1, column 5: there is something after",
        "``                       | is empty",
        "[]                       | is no JSON schema: expected an object",
        "{\"type\": \"strng\"}   | is no JSON schema: /type: expected one of \"array\"",
        "{\"properties\": {\"a\": {\"minimum\": \"1\"}}} | is no JSON schema:"
            + " /properties/a/minimum: expected number",
        "{\"properties\": {\"a\": {\"pattern\": \"(x\"}}} | cannot be used: the pattern (x is"
            + " wrong: Unclosed group",
        "{\"patternProperties\": {\"(x\": {}}} | cannot be used: the pattern (x is wrong: Unclosed"
            + " group",
        "{\"$ref\": \"#/$defs/none\"} | cannot be used: Reference /$defs/none cannot be resolved",
        "{\"items\": {\"$ref\": \"https://127.0.0.1:1/a.json\"}} | cannot be used: it refers to"
            + " https://127.0.0.1:1/a.json, which is not in the file",
        "{\"$ref\": \"http://json-schema.org/none\"} | cannot be used: it refers to"
            + " http://json-schema.org/none, which is not in the file",
        "{\"$ref\": \"file:///etc/hosts\"} | cannot be used: it refers to file:///etc/hosts, which"
            + " is not in the file",
        "{\"$ref\": \"classpath:logback.xml\"} | cannot be used: it refers to"
            + " classpath:logback.xml, which is not in the file",
        "{\"$ref\": \"other.json\"} | cannot be used: it refers to other.json, which is not in the"
            + " file",
        "{\"$schema\": \"https://example.com/own\"} | has the $schema https://example.com/own;"
            + " expected one of",
      })
  void a_schema_that_cannot_be_used_is_refused_with_its_place(String json, String message)
      throws IOException {
    Path file = file(json == null ? "" : json);
    assertThatThrownBy(() -> SchemaSource.file(file))
        .isInstanceOf(UnusableSchema.class)
        .hasMessageStartingWith(file + " " + message);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path none = folder.resolve("none.json");
    assertThatThrownBy(() -> SchemaSource.file(none)).hasMessage("there is no file " + none);
    assertThatThrownBy(() -> SchemaSource.file(folder))
        .hasMessage(folder + " is a folder, not a file with a JSON schema");
  }

  @Test
  void text_that_is_not_utf8_is_refused() throws IOException {
    Path file = Files.write(folder.resolve("s.json"), "{\"title\": \"é\"}".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> SchemaSource.file(file)).hasMessageStartingWith(file + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
      })
  void every_draft_is_understood(String dialect) throws Exception {
    Path file =
        file(
            "{\"$schema\": \"%s\", \"properties\": {\"n\": {\"type\": \"string\"}}}"
                .formatted(dialect));

    assertThat(violations(file, "{\"n\": \"a\"}")).isEmpty();
    assertThat(violations(file, "{\"n\": 1}")).containsExactly("/n: expected string");
  }

  @Test
  void dates_are_checked_without_another_library() throws Exception {
    Path file =
        file(
            """
            {"$schema": "http://json-schema.org/draft-07/schema#",
             "properties": {"d": {"format": "date-time"}}}\
            """);

    assertThat(violations(file, "{\"d\": \"2026-03-14T15:09:26.5+01:00\"}")).isEmpty();
    assertThat(violations(file, "{\"d\": \"14.3.2026\"}"))
        .containsExactly("/d: expected a text in the format date-time");
  }

  /** As JSON Schema has it: a number is its value, whatever it is written as. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"integer\"} | 1, 1.0, 1e2, -0, 0.0e5, 123456789012345678901234567890, 10.00 |"
            + " 1.5, 1e-1, 0.10, \"1\"",
        "{\"type\": \"number\"} | 1, 0.10, -0, 1e400, 123456789012345678901234567890.5 | \"1\","
            + " null, true",
        "{\"enum\": [1.5, 100]} | 1.5, 1.50, 15e-1, 100, 1e2, 100.0 | 1.51, 1e3",
        "{\"const\": 0.1} | 0.1, 0.10, 1e-1 | 0.11",
        "{\"minimum\": 0} | 0, -0, 0.0, 0.10, 1e400 | -1, -1e-5, -1e400",
        "{\"maximum\": 10} | 1e1, 10.00 | 10.01, 1e2, 1e400",
        "{\"multipleOf\": 0.01} | 1.50, 1e400, 0.010 | 0.001, 0.0100001",
        "{\"enum\": [\"text\"]} | \"text\", \"\\u0074ext\" | \"Text\"",
        "{\"const\": \"t/x\"} | \"t\\/x\" | \"tx\"",
        "{\"pattern\": \"^a.$\"} | \"a\\ud83d\\ude00\", \"\\u0061b\" | \"a\", \"ab\\n\"",
      })
  void values_count_and_not_how_they_are_written(String schema, String valid, String invalid)
      throws Exception {
    Path file = file("{\"properties\": {\"v\": %s}}".formatted(schema));
    for (String value : List.of(valid.split(", "))) {
      assertThat(violations(file, "{\"v\": " + value + "}")).as(value).isEmpty();
    }
    for (String value : List.of(invalid.split(", "))) {
      assertThat(violations(file, "{\"v\": " + value + "}")).as(value).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e99999999999", "0e-99999999999"})
  void a_number_that_nobody_could_compute_with_is_an_error_in_itself(String number)
      throws Exception {
    Path file = file("{\"properties\": {\"a\": {\"items\": {\"multipleOf\": 0.1}}}}");

    assertThat(violations(file, "{\"x\": 1, \"a/b\": [{}, [%s]]}".formatted(number)))
        .containsExactly("/a~1b/1/0: expected a number of at most 1,000 digits");
    assertThat(violations(file, "{\"a\": [%s]}".formatted("7".repeat(1_000_000)))).hasSize(1);
  }

  @Test
  void members_that_are_not_wanted_are_named_without_what_could_forge_a_line() throws Exception {
    Path file = file("{\"properties\": {\"a\": {\"additionalProperties\": false}}}");

    assertThat(violations(file, "{\"a\": {\"x\\ny\": \"secret\"}}"))
        .containsExactly("/a: expected no member \"x y\"");
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("own.schema.json"), json);
  }

  private static List<String> violations(Path schema, String json) throws Exception {
    return SchemaSource.file(schema)
        .violations(SampleVcon.read(SampleVcon.randomId(), json).tree())
        .stream()
        .map(Violation::toString)
        .toList();
  }
}
