package dev.vcond.app.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single quotes stand for double ones. */
class ComparisonTest {
  private static JsonNode tree(String json) {
    try {
      return Trees.read(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static List<Mismatch> written(String expected, String stored) {
    return Comparison.asWritten(tree(expected), tree(stored));
  }

  private static List<Mismatch> jsonb(String expected, String stored) {
    return Comparison.asJsonb(tree(expected), tree(stored));
  }

  @Test
  void the_same_value_differs_in_nothing() {
    String json = "{'a':[1.50,-0.0,1e5,null,true,'\\u00fc'],'b':{}}";
    assertThat(written(json, json.replace("\\u00fc", "ü").replace(",", " , "))).isEmpty();
  }

  @Test
  void every_kind_of_difference_is_found_at_its_place() {
    assertThat(written("{'a':'x'}", "{'a':'y'}"))
        .containsExactly(new Mismatch("/a", "\"x\"", "\"y\""));
    assertThat(written("{'a':1}", "{'a':'1'}")).containsExactly(new Mismatch("/a", "1", "\"1\""));
    assertThat(written("{'a':'1'}", "{'a':1}")).containsExactly(new Mismatch("/a", "\"1\"", "1"));
    assertThat(written("{'a':null}", "{'a':false}"))
        .containsExactly(new Mismatch("/a", "null", "false"));
    assertThat(written("{'a':[]}", "{'a':{}}")).containsExactly(new Mismatch("/a", "[]", "{}"));
    assertThat(written("{'a':null}", "{}")).containsExactly(new Mismatch("/a", "null", "nothing"));
    assertThat(written("{}", "{'a':[1]}")).containsExactly(new Mismatch("/a", "nothing", "[1]"));
    assertThat(written("{'a':[1,2]}", "{'a':[1]}"))
        .containsExactly(new Mismatch("/a/1", "2", "nothing"));
    assertThat(written("{'a':[1]}", "{'a':[1,2]}"))
        .containsExactly(new Mismatch("/a/1", "nothing", "2"));
    assertThat(written("[[1]]", "7")).containsExactly(new Mismatch("", "[[1]]", "7"));
    assertThat(written("{'a/b':{'~':{'':1}}}", "{'a/b':{'~':{'':2}}}"))
        .containsExactly(new Mismatch("/a~1b/~0/", "1", "2"));
  }

  @Test
  void a_number_is_its_text() {
    for (String other : List.of("1", "1.00", "1e0", "10E-1", "1.0000000000000000001")) {
      assertThat(written("[1.0]", "[" + other + "]"))
          .containsExactly(new Mismatch("/0", "1.0", other));
    }
    assertThat(written("[123456789012345678901234567890]", "[123456789012345678901234567891]"))
        .hasSize(1);
  }

  @Test
  void jsonb_has_no_exponents_and_keeps_every_digit() {
    assertThat(
            jsonb(
                "[1e5,2.50e+3,1.5e-9,-0.0,1.50,6.02E23]",
                "[100000,2500,0.0000000015,0.0,1.50,602000000000000000000000]"))
        .isEmpty();
    assertThat(jsonb("[1.50]", "[1.5]")).containsExactly(new Mismatch("/0", "1.50", "1.5"));
    assertThat(jsonb("[1e5]", "[1e5]")).containsExactly(new Mismatch("/0", "100000", "1e5"));
  }

  @Test
  void order_counts_in_files_and_not_in_jsonb() {
    assertThat(written("{'a':1,'b':2}", "{'b':2,'a':1}"))
        .containsExactly(new Mismatch("", "the members in the order [a, b]", "[b, a]"));
    assertThat(jsonb("{'a':1,'b':2}", "{'b':2,'a':1}")).isEmpty();
  }

  @Test
  void a_value_that_became_text_may_be_written_in_any_way_but_must_be_that_value() {
    JsonNode expected = JsonNodeFactory.instance.pojoNode(new JsonText(tree("{'n':1.0,'a':'ü'}")));
    assertThat(Comparison.asJsonb(expected, tree("'{\\'n\\': 1.0, \\'a\\': \\'\\\\u00fc\\'}'")))
        .isEmpty();
    assertThat(Comparison.asJsonb(expected, tree("'{\\'n\\': 1, \\'a\\': \\'ü\\'}'")))
        .singleElement()
        .satisfies(one -> assertThat(one.expected()).endsWith("at /n 1.0"));
    assertThat(Comparison.asWritten(expected, tree("{'n':1.0,'a':'ü'}"))).hasSize(1);
    assertThat(Comparison.asWritten(expected, tree("'no JSON'"))).hasSize(1);
  }

  @Test
  void only_the_first_few_places_are_told() {
    assertThat(written("[1,2,3,4,5,6,7]", "[0,0,0,0,0,0,0]")).hasSize(5);
  }

  @Test
  void what_jsonb_refuses_is_known_beforehand() {
    assertThat(Jsonb.refuses(tree("{'a':['\\u0000']}"))).isTrue();
    assertThat(Jsonb.refuses(tree("{'a\\u0000':1}"))).isTrue();
    assertThat(Jsonb.refuses(tree("['\\ud83d']"))).isTrue();
    assertThat(Jsonb.refuses(tree("[1e200000]"))).isTrue();
    assertThat(Jsonb.refuses(tree("[1e-20000]"))).isTrue();
    assertThat(Jsonb.refuses(tree("[1e99999999999]"))).isTrue();
    assertThat(Jsonb.refuses(tree("{'a':[1e1000,'\\ud83d\\ude00',-1e-9]}"))).isFalse();
  }
}
