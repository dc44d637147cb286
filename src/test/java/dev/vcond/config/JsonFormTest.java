package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonFormTest {

  private static String json(String yaml) {
    var problems = new Problems();
    ConfigValue value = new YamlReader("test.yml", problems).read(yaml);
    assertThat(problems.list()).isEmpty();
    return value == null ? "" : JsonForm.of(value).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2|2",
        "-0.5|-0.5",
        "true|true",
        "false|false",
        "null|null",
        "~|null",
        "'2'|\"2\"",
        "\"true\"|\"true\"",
        "'null'|\"null\"",
        "on|\"on\"",
        "True|\"True\"",
        "0644|\"0644\"",
        "1_000|\"1_000\"",
        "+1|\"+1\"",
        ".5|\".5\"",
        "2026-01-31|\"2026-01-31\"",
        "hello world|\"hello world\"",
      })
  void a_scalar_without_quotes_is_what_it_is_in_json(String yaml, String json) {
    assertThat(json(yaml)).isEqualTo(json);
  }

  @Test
  void mappings_and_lists_keep_their_order() {
    assertThat(json("{b: [1, {a: x}], a: null}")).isEqualTo("{\"b\":[1,{\"a\":\"x\"}],\"a\":null}");
  }

  @Test
  void json_is_yaml() {
    String text = "{\"a\":[1,2.5,\"3\",true,null,{\"b\":\"c\"}]}";

    assertThat(json(text)).isEqualTo(text);
  }
}
