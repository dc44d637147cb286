package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document says elsewhere does not change when something in it is changed. */
class RoundTripTest {
  /** The document, written compactly, after an edit elsewhere, without what the edit added. */
  private static String afterAnEdit(String json) {
    String text = Samples.read(json.getBytes(UTF_8)).edited(edit -> edit.root().put("$", 1)).text();
    String added = ",\"$\":1,\"vcon\":\"0.4.0\"}";
    assertThat(text).endsWith(added);
    return text.substring(0, text.length() - added.length()) + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-1",
        "1.0",
        "1.10",
        "0.1",
        "0.10",
        "-0.0",
        "1e5",
        "1E5",
        "1e+05",
        "1E-7",
        "1.0E10",
        "1e999",
        "1e-999",
        "-1e999999999",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "999999999999999999",
        "1000000000000000000",
        "123456789012345678901234567890",
        "-123456789012345678901234567890",
        "0.123456789012345678901234567890",
        "3.141592653589793",
        "4.9E-324",
        "1.7976931348623157E308",
        "2.2250738585072014E-308",
        "100.0",
        "1.0E7",
        "10000000.0",
        "0.001",
        "1.0E-3",
        "54.264"
      })
  void numbers_keep_their_text(String number) {
    String json = "{\"n\":" + number + ",\"a\":[" + number + "," + number + "]}";

    assertThat(afterAnEdit(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "é€😀\u007f\u2028\ufeff\uffff",
        "\\u00e9\\u20AC\\uD83D\\uDE00\\u0041",
        "\\ud800",
        "\\uDC00 \\ud800",
        "a\\ud800\\u0041\\ud83d",
        "\\/ / \\\\ \\\"",
        "\\b\\f\\n\\r\\t\\u0000\\u001F\\u001f",
        "\\\\",
        "\\\\\\\"",
        "ends with \\\\"
      })
  void texts_keep_their_escapes(String text) {
    String json = "{\"s\":\"" + text + "\",\"a\":[\"" + text + "\"]}";

    assertThat(afterAnEdit(json)).isEqualTo(json);
    String large = "{\"s\":\"" + "x".repeat(TreeReader.LARGE) + text + "\"}";
    assertThat(afterAnEdit(large)).isEqualTo(large);
  }

  @Test
  void names_and_their_order_are_kept() {
    String json =
        "{\"z\":1,\"\":2,\"a\":{\"é€😀\":3,\"\\\"\\\\\\n\":4},\"Z\":5,\"a.b/c\":6,\"1\":7}";

    assertThat(afterAnEdit(json)).isEqualTo(json);
  }

  @Test
  void white_space_between_tokens_and_earlier_duplicates_are_what_a_change_costs() {
    assertThat(afterAnEdit(" { \"a\" :\t[ 1 , 2 ]\r\n, \"b\":{ } , \"a\" : 1.0 } "))
        .isEqualTo("{\"a\":1.0,\"b\":{}}");
  }

  @Test
  void texts_mean_to_links_what_other_parsers_say_they_mean() throws Exception {
    String json =
        "{\"a\":\"\\u00e9\\/\\ud83d\\ude00😀\\n\\\"\\\\\",\"b\":\"\\ud800x\",\"c\":\"é\"}";
    JsonNode expected = new ObjectMapper().readTree(json);

    JsonNode tree = Samples.read(json.getBytes(UTF_8)).tree();

    assertThat(tree).isEqualTo(expected);
    assertThat(expected).isEqualTo(tree);
    assertThat(tree).hasToString(expected.toString());
  }

  @Test
  void generated_documents_come_out_as_they_went_in() throws Exception {
    ObjectMapper judge = new ObjectMapper();
    for (long seed = 0; seed < 2_000; seed++) {
      String json = new Generated(new Random(seed)).document();
      assertThat(afterAnEdit(json)).as("seed %d", seed).isEqualTo(json);
      Vcon vcon = Samples.read(json.getBytes(UTF_8));
      assertThat(judge.readTree(VconCodec.write(vcon.tree(), 16)))
          .as("seed %d", seed)
          .isEqualTo(judge.readTree(json));
      assertThat(vcon.text()).isEqualTo(json);
    }
  }

  /** Documents without white space, as nasty as the grammar allows. */
  private record Generated(Random random) {
    private static final String[] TEXTS = {
      "a",
      "é",
      "€",
      "😀",
      "\\n",
      "\\\"",
      "\\\\",
      "\\/",
      "\\u00e9",
      "\\ud800",
      "\\uDFFF",
      "\\u0000",
      " ",
      "\u007f",
      "}",
      "]",
      ":",
      ",",
      "{",
      "x".repeat(50)
    };
    private static final String[] NUMBERS = {
      "0", "-0", "7", "-12", "1.0", "0.10", "1e5", "2E-3", "123456789012345678901234567890", "-0.0"
    };

    String document() {
      StringBuilder out = new StringBuilder("{\"uuid\":").append(text());
      for (int i = random.nextInt(6); i > 0; i--) {
        out.append(",\"m").append(i).append("é\":").append(value(0));
      }
      return out.append('}').toString();
    }

    private String value(int depth) {
      return switch (random.nextInt(depth < 5 ? 8 : 5)) {
        case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
        case 1 -> random.nextBoolean() ? "true" : "false";
        case 2 -> "null";
        case 3, 4 -> text();
        case 5 -> array(depth);
        default -> object(depth);
      };
    }

    private String text() {
      StringBuilder out = new StringBuilder("\"");
      for (int i = random.nextInt(8); i > 0; i--) {
        out.append(TEXTS[random.nextInt(TEXTS.length)]);
      }
      return out.append('"').toString();
    }

    private String array(int depth) {
      StringBuilder out = new StringBuilder("[");
      for (int i = random.nextInt(4); i > 0; i--) {
        out.append(value(depth + 1)).append(i > 1 ? "," : "");
      }
      return out.append(']').toString();
    }

    private String object(int depth) {
      StringBuilder out = new StringBuilder("{");
      for (int i = random.nextInt(4); i > 0; i--) {
        out.append("\"k").append(i).append("\":").append(value(depth + 1)).append(i > 1 ? "," : "");
      }
      return out.append('}').toString();
    }
  }
}
