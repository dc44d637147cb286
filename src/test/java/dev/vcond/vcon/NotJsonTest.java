package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotJsonTest {
  private static NotJsonException refusal(byte[] json) {
    NotJsonException refused =
        catchThrowableOfType(NotJsonException.class, () -> Vcon.read(Samples.ID, json));
    assertThat(refused).as("accepted: %s", new String(json, UTF_8)).isNotNull();
    return refused;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~              | 1 | 1 | 0 | it is empty
          ~  ~            | 1 | 1 | 0 | it is empty
          [1]             | 1 | 1 | 0 | a vCon is a JSON object, this is an array
          ~ "x"~          | 1 | 2 | 1 | this is a string
          -1.5            | 1 | 1 | 0 | this is a number
          null            | 1 | 1 | 0 | this is null
          true            | 1 | 1 | 0 | this is a boolean
          {} {}           | 1 | 4 | 3 | text after the end of the object
          {"a":1,}        | 1 | 8 | 7 | expect
          {"é":x}         | 1 | 6 | 6 | Unrecognized token 'x'
          {"a":.5}        | 1 | 6 | 5 | Unexpected character ('.'
          {"a":01}        | 1 | 7 | 6 | Leading zeroes
          {"a"            | 1 | 5 | 4 | end-of-input
          """)
  void the_exception_names_id_place_and_reason(
      String json, int line, int column, long offset, String reason) {
    NotJsonException refused = refusal(json.getBytes(UTF_8));

    assertThat(refused.line()).isEqualTo(line);
    assertThat(refused.column()).isEqualTo(column);
    assertThat(refused.byteOffset()).isEqualTo(offset);
    assertThat(refused)
        .hasMessageContaining(Samples.ID.asPopped())
        .hasMessageContaining("line %d, column %d (byte %d)".formatted(line, column, offset))
        .hasMessageContaining(reason);
  }

  @Test
  void lines_are_counted() {
    NotJsonException refused = refusal("{\r\n \"ä\": 1\n \"b\": 2}".getBytes(UTF_8));

    assertThat(refused.line()).isEqualTo(3);
    assertThat(refused.column()).isEqualTo(2);
    assertThat(refused.byteOffset()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":0x1}",
        "{\"a\":12x}",
        "{\"a\":1 2}",
        "{\"a\":[1,]}",
        "{\"a\":[}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":tru}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"x",
        "{\"a\":\"x\\",
        "{\"a\":[[1]}",
        "{a:1}",
        "{'a':1}",
        "{/* c */}",
        "{} // c",
        "{}\0",
        "}",
        "{\"deep\":{\"deeper\":[1,{\"deepest\":\"\\x\"}]}}"
      })
  void what_other_parsers_may_forgive_is_refused(String json) {
    assertThat(refusal(json.getBytes(UTF_8)))
        .message()
        .doesNotContain("JsonReadFeature", "StreamRead", "REDACTED", "start marker", "ALLOW_");
  }

  @Test
  void bytes_that_are_no_utf8_are_refused_where_they_stand() {
    assertThat(refusal("{\"a\":\"caf\u00e9\"}".getBytes(ISO_8859_1)).byteOffset()).isEqualTo(9);
    assertBrokenAt(6, 0xC0, 0x80); // overlong
    assertBrokenAt(6, 0xED, 0xA0, 0x80); // a surrogate, encoded
    assertBrokenAt(6, 0xF5, 0x80, 0x80, 0x80); // beyond Unicode
    assertBrokenAt(6, 0xE2, 0x82); // cut off
    assertBrokenAt(6, 0xFF);
  }

  private static void assertBrokenAt(int offset, int... broken) {
    byte[] json = "{\"a\":\"xxxx\"}".getBytes(UTF_8);
    for (int i = 0; i < broken.length; i++) {
      json[offset + i] = (byte) broken[i];
    }
    NotJsonException refused = refusal(json);
    assertThat(refused).hasMessageContaining("not UTF-8");
    assertThat(refused.byteOffset()).isEqualTo(offset);
  }

  @Test
  void broken_utf8_is_found_behind_much_that_is_fine() {
    byte[] json = ("{\"a\":\"" + "aé€😀".repeat(10_000) + "#\"}").getBytes(UTF_8);
    json[json.length - 3] = (byte) 0x80;

    assertThat(refusal(json).byteOffset()).isEqualTo(json.length - 3);
  }

  @Test
  void other_encodings_and_byte_order_marks_are_refused_by_name() {
    assertThat(refusal("\ufeff{}".getBytes(UTF_8))).hasMessageContaining("byte order mark");
    for (Charset other : new Charset[] {UTF_16, UTF_16LE, Charset.forName("UTF-32")}) {
      assertThat(refusal("{\"a\":1}".getBytes(other))).hasMessageContaining("must be UTF-8");
    }
  }

  @Test
  void a_reason_never_repeats_much_of_the_document() {
    assertThat(refusal(("{\"a\":" + "x".repeat(5_000)).getBytes(UTF_8)).getMessage())
        .hasSizeLessThan(400);
  }
}
