package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document that somebody else rewrote. */
final class RevisedTest {
  private static final String UUID = "11111111-2222-4333-8444-555555555555";
  private static final VconId ID = VconId.parse(UUID).orElseThrow();

  private static Vcon vcon(String members) throws Exception {
    return Vcon.read(ID, json(members));
  }

  private static byte[] json(String members) {
    return "{\"uuid\":\"%s\",\"vcon\":\"0.4.0\"%s}"
        .formatted(UUID, members.isEmpty() ? "" : "," + members)
        .getBytes(UTF_8);
  }

  /** The members after uuid and vcon. */
  private static String revised(String before, String after) throws Exception {
    String text = vcon(before).revised(json(after)).text();
    return text.substring(json("").length, text.length() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x\":0.10                 | \"x\": 0.1",
        "\"x\":1e5                  | \"x\":100000.0",
        "\"x\":1.0                  | \"x\":1",
        "\"x\":9007199254740993     | \"x\":9007199254740992",
        "\"x\":\"\\u00e9\\/\"        | \"x\":\"\u00e9/\"",
        "\"x\":\"\\ud83d\\ude00\"    | \"x\":\"\ud83d\ude00\"",
        "\"x\":[{\"a\":1,\"b\":[2]}]  | \"x\" : [ {\"b\":[2],\"a\":1} ]",
        "\"x\":null,\"y\":{}         | \"y\":{},\"x\":null",
      })
  void a_document_that_says_the_same_is_the_same_object(String before, String after)
      throws Exception {
    Vcon vcon = vcon(before);
    assertThat(vcon.revised(json(after))).isSameAs(vcon);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x\":1          | \"x\":2",
        "\"x\":1          | \"x\":\"1\"",
        "\"x\":[1,2]      | \"x\":[2,1]",
        "\"x\":[]         | \"x\":{}",
        "\"x\":1          | \"y\":1",
        "\"x\":null       | \"y\":1",
        "\"x\":1e999      | \"x\":2e999",
      })
  void a_document_that_says_something_else_is_changed(String before, String after)
      throws Exception {
    Vcon revised = vcon(before).revised(json(after));
    assertThat(revised.changed()).isTrue();
    assertThat(revised.text()).isEqualTo(new String(json(after), UTF_8));
  }

  @Test
  void what_was_not_touched_keeps_its_text_and_its_place() throws Exception {
    String before =
        "\"n\":0.10,\"s\":\"\\u00e9\",\"o\":{\"b\":1e5,\"a\":1},\"gone\":1,\"end\":2.50";
    String after =
        "\"new\":3,\"end\":2.5,\"o\":{\"a\":2,\"b\":100000.0},\"s\":\"\u00e9\",\"n\":0.1";

    assertThat(revised(before, after))
        .isEqualTo("\"n\":0.10,\"s\":\"\\u00e9\",\"o\":{\"b\":1e5,\"a\":2},\"end\":2.50,\"new\":3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // appended, put in before, taken out, replaced
        "[1.0,2.0]        | [1,2,3]      | [1.0,2.0,3]",
        "[1.0,2.0]        | [0,1,2]      | [0,1.0,2.0]",
        "[1.0,2.0,3.0]    | [1,3]        | [1.0,3.0]",
        "[1.0,2.0,3.0]    | [2,3]        | [2.0,3.0]",
        "[1.0,2.0,3.0]    | [1,7,3]      | [1.0,7,3.0]",
        "[1.0,1.0]        | [1]          | [1.0]",
        "[[1.0,5],[2.0]]  | [[1],[2]]    | [[1.0],[2.0]]",
        "[1.0]            | []           | []",
      })
  void entries_of_a_list_that_stayed_keep_their_text(String before, String after, String expected)
      throws Exception {
    assertThat(revised("\"x\":" + before, "\"x\":" + after)).isEqualTo("\"x\":" + expected);
  }

  @Test
  void the_write_rules_are_applied_to_a_change_and_the_document_before_stays_as_it_was()
      throws Exception {
    Vcon vcon = vcon("\"analysis\":[{\"type\":\"a\",\"body\":{\"x\":0.10}}]");
    String before = vcon.text();
    Vcon revised =
        vcon.revised(
            json("\"analysis\":[{\"type\":\"a\",\"body\":{\"x\":0.1}}],\"group\":[],\"x_new\":1"));

    assertThat(revised.text())
        .isEqualTo(
            before
                .replace("{\"x\":0.10}", "\"{\\\"x\\\":0.10}\",\"encoding\":\"json\"")
                .replace("}]}", "}],\"x_new\":1}"));
    assertThat(vcon.text()).isEqualTo(before);
    assertThat(vcon.tree().at("/analysis/0/body").isObject()).isTrue();
  }

  @Test
  void legacy_names_are_no_difference() throws Exception {
    Vcon vcon = vcon("\"attachments\":[{\"type\":\"a\",\"mimetype\":\"b/c\",\"body\":\"x\"}]");
    String renamed = "\"attachments\":[{\"purpose\":\"a\",\"mediatype\":\"b/c\",\"body\":\"x\"}]";

    assertThat(vcon.revised(json(renamed))).isSameAs(vcon);
  }

  @Test
  void another_vcon_or_none_is_refused() throws Exception {
    Vcon vcon = vcon("");
    String other = "{\"uuid\":\"" + UUID.replace('1', '9') + "\"}";

    assertThatThrownBy(() -> vcon.revised(other.getBytes(UTF_8)))
        .isInstanceOf(AnotherVconException.class)
        .hasMessage(
            "it has the uuid \"99999999-2222-4333-8444-555555555555\" instead of that of vCon "
                + UUID);
    assertThatThrownBy(() -> vcon.revised("{\"status\":\"ok\"}".getBytes(UTF_8)))
        .isInstanceOf(AnotherVconException.class)
        .hasMessageContaining("no uuid");
    assertThatThrownBy(() -> vcon.revised("{\"uuid\":".getBytes(UTF_8)))
        .isInstanceOf(NotJsonException.class);
  }

  @Test
  void a_document_without_a_uuid_is_not_replaced_by_something_else() throws Exception {
    Vcon vcon = Vcon.read(ID, "{\"parties\":[{\"name\":\"Bob\"}],\"x\":1}".getBytes(UTF_8));
    for (String other : List.of("{\"error\":\"internal\"}", "{}", "{\"halt\":true,\"x\":1}")) {
      assertThatThrownBy(() -> vcon.revised(other.getBytes(UTF_8)))
          .isInstanceOf(AnotherVconException.class)
          .hasMessageContaining("nothing of vCon " + UUID + " is in it");
    }
    assertThat(vcon.revised("{\"parties\":[],\"x\":2}".getBytes(UTF_8)).changed()).isTrue();
    Vcon bare = Vcon.read(ID, "{\"x\":1}".getBytes(UTF_8));
    assertThat(bare.revised("{\"x\":2}".getBytes(UTF_8)).changed()).isTrue();
    assertThatThrownBy(() -> bare.revised("{\"error\":\"internal\"}".getBytes(UTF_8)))
        .isInstanceOf(AnotherVconException.class);
  }

  @Test
  void a_uuid_may_be_added_and_one_that_never_was_that_of_the_key_may_stay() throws Exception {
    Vcon without = Vcon.read(ID, "{\"x\":1}".getBytes(UTF_8));
    assertThat(without.revised(json("\"x\":1")).changed()).isTrue();

    Vcon odd = Vcon.read(ID, "{\"uuid\":\"odd\",\"x\":1}".getBytes(UTF_8));
    assertThat(odd.revised("{\"uuid\":\"odd\",\"x\":2}".getBytes(UTF_8)).changed()).isTrue();
    assertThat(odd.revised(json("\"x\":1")).changed()).isTrue();
  }

  @Test
  void a_signed_document_may_be_passed_on_but_not_changed() throws Exception {
    Vcon signed = Vcon.read(ID, "{\"payload\":\"e30\",\"signatures\":[]}".getBytes(UTF_8));

    assertThat(signed.revised("{\"signatures\":[], \"payload\":\"e30\"}".getBytes(UTF_8)))
        .isSameAs(signed);
    assertThatThrownBy(
            () -> signed.revised("{\"payload\":\"e31\",\"signatures\":[]}".getBytes(UTF_8)))
        .isInstanceOf(SignedVconException.class);
    assertThatThrownBy(() -> signed.revised(json("\"x\":1")))
        .isInstanceOf(SignedVconException.class);
  }

  @Test
  void a_plain_document_may_become_a_signed_one_which_is_kept_byte_for_byte() throws Exception {
    String jws = "{ \"payload\": \"e30\", \"signatures\": [] }";
    Vcon revised = vcon("\"x\":1").revised(jws.getBytes(UTF_8));

    assertThat(revised.text()).isEqualTo(jws);
    assertThat(revised.form()).isEqualTo(Form.SIGNED);
    assertThat(revised.changed()).isTrue();
    assertThat(revised.id()).isEqualTo(ID);
  }

  @Test
  @Timeout(20)
  void a_deep_and_a_large_document_take_no_more_than_a_moment() throws Exception {
    String deep = "[".repeat(900) + "%d" + "]".repeat(900);
    assertThat(revised("\"x\":" + deep.formatted(1), "\"x\":" + deep.formatted(2)))
        .isEqualTo("\"x\":" + deep.formatted(2));

    String many =
        IntStream.range(0, 200_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    long began = System.nanoTime();
    assertThat(revised("\"x\":[" + many + "]", "\"x\":[-1," + many + ",-2]"))
        .isEqualTo("\"x\":[-1," + many + ",-2]");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }
}
