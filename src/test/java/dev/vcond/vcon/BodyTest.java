package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static Body body(String members) {
    return vcon("{'dialog': [{" + members + "}]}").dialog().getFirst().body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_-79", "_-7-_w", "_-7-_w==", "/+7+/w==", "/+7+/w", "_-7-\\n_w==\\n", "_+7-/w"})
  void base64_is_read_in_either_alphabet_with_padding_or_without(String text) {
    byte[] all = {(byte) 0xff, (byte) 0xee, (byte) 0xfe, (byte) 0xff};
    byte[] three = {(byte) 0xff, (byte) 0xee, (byte) 0xfd};
    assertThat(body("'encoding': 'base64url', 'body': '" + text + "'").bytes())
        .hasValueSatisfying(
            bytes -> assertThat(bytes).isEqualTo(text.equals("_-79") ? three : all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'!!'", "'a'", "'\\u00e9\\u00e9\\u00e9\\u00e9'"})
  void what_only_claims_to_be_base64_has_no_bytes_and_no_text(String text) {
    Body broken = body("'encoding': 'base64url', 'body': " + text);
    assertThat(broken.bytes()).isEmpty();
    assertThat(broken.text()).isEmpty();
    assertThat(broken.json()).isEmpty();
    assertThat(broken.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'encoding': 'json', 'body': '{\\'a\\': 1.50}' | {\"a\": 1.50}",
        "'encoding': 'none', 'body': '{\\'a\\': 1.50}' | {\"a\": 1.50}",
        "'encoding': 'json', 'body': {'a':  1.50}      | {\"a\":1.50}",
        "'body': {'a':  1.50}                          | {\"a\":1.50}",
        "'encoding': 7, 'body': {'a':  1.50}           | {\"a\":1.50}",
      })
  void json_is_read_from_text_and_as_it_is(String members, String text) {
    Body json = body(members);
    assertThat(json.json().map(node -> node.get("a").asText())).contains("1.50");
    assertThat(json.text()).contains(text);
    assertThat(json.bytes())
        .hasValueSatisfying(bytes -> assertThat(bytes).asString(UTF_8).isEqualTo(text));
  }

  @Test
  void base64_of_json_is_json_too() {
    assertThat(body("'encoding': 'base64url', 'body': 'Wzdd'").json().map(JsonNode::toString))
        .contains("[7]");
    assertThat(body("'encoding': 'base64url', 'body': 'Wzdd'").text()).contains("[7]");
  }

  @Test
  void a_text_that_is_no_json_stays_a_text() {
    Body text = body("'encoding': 'json', 'body': 'not {json'");
    assertThat(text.json()).isEmpty();
    assertThat(text.text()).contains("not {json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'body': null", "'body': ''", "'encoding': 'base64url', 'body': ''"})
  void nothing_is_nothing(String members) {
    Body none = body(members);
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.text()).isEmpty();
    assertThat(none.json()).isEmpty();
    assertThat(none.bytes()).isEmpty();
  }

  @Test
  void a_number_is_its_own_text() {
    assertThat(body("'body': 1.50").text()).contains("1.50");
    assertThat(body("'encoding': 'base64url', 'body': 1.50").bytes()).isPresent();
  }

  @Test
  void a_large_recording_is_decoded_from_where_it_stands() {
    byte[] sound = new byte[3 * TreeReader.LARGE];
    new Random(7).nextBytes(sound);
    String text = Base64.getUrlEncoder().encodeToString(sound);
    Body large = body("'encoding': 'base64url', 'body': '" + text + "'");
    assertThat(large.value()).isInstanceOf(LargeText.class);
    assertThat(large.isEmpty()).isFalse();
    assertThat(large.bytes()).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(sound));
    Body escaped =
        body(
            "'encoding': 'base64url', 'body': '\\u"
                + "%04x".formatted((int) text.charAt(0))
                + text.substring(1)
                + "'");
    assertThat(escaped.bytes()).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(sound));
  }

  @Test
  void what_is_made_is_read_again() {
    byte[] bytes = {0, (byte) 0xff, 62, 63};
    assertThat(Body.ofBytes(bytes).encoding()).isEqualTo("base64url");
    assertThat(Body.ofBytes(bytes).value().asText()).doesNotContain("=");
    assertThat(Body.ofBytes(bytes).bytes())
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(Body.ofText("ä").text()).contains("ä");
    assertThat(Body.ofText("ä").encoding()).isEqualTo("none");
    JsonNode list = JsonNodeFactory.instance.arrayNode().add(1);
    assertThat(Body.ofJson(list).json()).contains(list);
    assertThat(Body.ofJson(list).encoding()).isEqualTo("json");
  }
}
