package dev.vcond.link.jq;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.InvalidOption;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.vcon.Vcon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JqLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "jq_link", "in");

  /** Numbers and texts in every kind of node that a document can have. */
  private static final String ODD =
      """
      {"exact": 0.10, "exponent": 1e2, "zero": -0, "plain": 5, "half": 0.5,
       "huge": 123456789012345678901234567890, "long": 12345678901, "large": "%s", "text": "a\\u00e9",
       "nothing": 0.0e0, "empty": ""}\
      """
          .formatted("ab".repeat(50_000));

  @Override
  protected Link open() throws Exception {
    return open(".dialog | length > 0", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "1",
        "0.5",
        "\"x\"",
        "[0]",
        "{a: null}",
        "true, false",
        ".dialog | length > 0",
        ".parties | length == 2",
        ".parties[] | select(.name == \"Ada\")",
        "[.parties[] | .tel?] | any",
        ".subject | test(\"INVOICE\"; \"i\")",
        ".created_at[0:10] == \"2026-03-14\"",
        ".created_at | startswith(\"2026\")",
        "\"2026-03-14T00:00:00Z\" | fromdate > 0",
        "1 | [limit(3; repeat(. * 2))] == [1, 2, 4]",
        "true, error(\"never reached\")",
      })
  void a_first_output_that_is_something_matches(String filter) throws Exception {
    assertThat(goesOn(filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "false",
        "0",
        "0.0",
        "\"\"",
        "[]",
        "{}",
        "empty",
        "false, true",
        ".analysis",
        ".analysis | length > 0",
        ".parties[] | select(.name == \"Bob\")",
      })
  void nothing_does_not_match(String filter) throws Exception {
    assertThat(goesOn(filter)).isFalse();
  }

  @Test
  void those_that_do_not_match_can_be_the_ones_to_go_on() throws Exception {
    Vcon vcon = document().vcon();

    assertThat(open("false", false).apply(vcon, CONTEXT)).isEqualTo(LinkResult.proceed(vcon));
    assertThat(open("true", false).apply(vcon, CONTEXT))
        .isInstanceOfSatisfying(
            LinkResult.Halt.class, halt -> assertThat(halt.code()).isEqualTo("filtered_out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".exact == 0.1",
        ".exact < 0.2 and .exact > 0",
        ".exact * 10 == 1",
        ".exponent == 100",
        ".exponent > .plain",
        "[.exponent, .plain, .exact] | sort == [0.1, 5, 100]",
        ".exponent | floor == 100",
        ".exponent | tostring | test(\"1\")",
        ".exponent as $i | [range($i)] | length == 100",
        ".huge > 1e29",
        ".long + 1 == 12345678902",
        ".plain | type == \"number\"",
        ".exact | type == \"number\"",
        ".large | length == 100000",
        ".large | type == \"string\"",
        ".large | startswith(\"abab\")",
        ".large[0:2] == \"ab\"",
        ".large == .large",
        "(.large | contains(\"ba\")) and (.large != .text)",
        "{a: .large, b: .text} | .a + .b | length == 100002",
        ".text | length == 2",
        ".text | test(\"\\u00e9\")",
        "[.large, .text] | unique | length == 2",
        "(.empty | not | not) and (.nothing == 0)",
        "tojson | fromjson | .exact == 0.1",
        "[.. | numbers] | length == 8",
      })
  void numbers_and_texts_are_what_they_mean_however_they_were_written(String filter)
      throws Exception {
    Vcon vcon = document().with("x", ODD).vcon();

    assertThat(open(".x | (" + filter + ")", true).apply(vcon, CONTEXT))
        .as(filter)
        .isEqualTo(LinkResult.proceed(vcon));
  }

  @ParameterizedTest
  @ValueSource(strings = {".x.nothing", ".x.zero", ".x.empty"})
  void a_zero_is_one_however_it_is_written(String filter) throws Exception {
    Vcon vcon = document().with("x", ODD).vcon();
    assertThat(open(filter, true).apply(vcon, CONTEXT)).isInstanceOf(LinkResult.Halt.class);
  }

  @Test
  void the_filter_sees_current_names() throws Exception {
    Vcon older =
        document()
            .with("attachments", "[{\"type\": \"report\", \"mimetype\": \"text/plain\"}]")
            .vcon();
    String filter = ".attachments[] | .purpose == \"report\" and .mediatype == \"text/plain\"";

    assertThat(open(filter, true).apply(older, CONTEXT)).isEqualTo(LinkResult.proceed(older));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".subject + 1 | string and number cannot be added",
        ".parties + .subject | array and string cannot be added",
        "`.parties | test(\"x\")` | array cannot be matched",
        "error(\"no such thing\") | no such thing",
        "\"x\" * 2000000000 | more than",
      })
  void a_filter_that_fails_is_a_failure_that_says_why(String filter, String why) throws Exception {
    Link link = open(filter, true);
    Vcon vcon = document().vcon();

    assertThatThrownBy(() -> link.apply(vcon, CONTEXT))
        .isInstanceOf(FilterFailure.class)
        .hasMessageStartingWith("the filter failed: ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("invoice");
  }

  @Test
  void a_filter_that_fails_with_the_whole_vcon_does_not_say_all_of_it() throws Exception {
    Vcon large = document().with("x", ODD).vcon();
    assertThatThrownBy(() -> open("error", true).apply(large, CONTEXT))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "false                                | filtered_out         | result is false",
        ".dialog[0].type == \"x\"           | filtered_out         | result is false",
        "[]                                   | filtered_out         | or empty",
        ".attachments[]?.type                 | filtered_out_null    | match: its result is null",
        ".parties[].nick                      | filtered_out_null    | first of its several"
            + " results",
        "`.parties[] | select(.name == \"x\")` | filtered_out_nothing | not even false",
        ".parties[].name == \"Bob\"          | filtered_out_several | first of its several results",
        "false, error(\"x\")                 | filtered_out         | result is false",
        "`false, (range(1e12) | select(. < 0))` | filtered_out         | result is false",
        "`false, (\"a\" * 40 + \"!\" | test(\"^(a+)+$\"))` | filtered_out | result is false",
      })
  void a_halt_tells_no_from_nothing(String filter, String code, String reason) throws Exception {
    Vcon vcon = document().with("attachments", "[{\"body\": \"\"}]").vcon();
    assertThat(open(filter, true).apply(vcon, CONTEXT))
        .isInstanceOfSatisfying(
            LinkResult.Halt.class,
            halt -> {
              assertThat(halt.code()).isEqualTo(code);
              assertThat(halt.reason()).contains(reason);
            });
  }

  @Test
  void the_filter_of_the_guide_takes_bodies_of_both_kinds() throws Exception {
    String filter = "any(.analysis[]?; (.body | fromjson? // .) | objects | .score > 0.5)";
    assertThat(JqGuide.SETUP).contains(filter);
    Link link = open(filter, true);
    for (String body : List.of("{\"score\": 0.9}", "\"{\\\"score\\\": 0.9}\"")) {
      Vcon vcon =
          document().with("analysis", "[{\"body\": \"a\"}, {\"body\": %s}]".formatted(body)).vcon();
      assertThat(link.apply(vcon, CONTEXT)).as(body).isEqualTo(LinkResult.proceed(vcon));
    }
    for (String body : List.of("{\"score\": 0.1}", "\"no JSON\"", "7", "null", "\"[1]\"")) {
      Vcon vcon = document().with("analysis", "[{\"body\": %s}]".formatted(body)).vcon();
      assertThat(link.apply(vcon, CONTEXT)).as(body).isInstanceOf(LinkResult.Halt.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".a == | line 1, column 5",
        "`` | not an empty text",
        "foo(1) | there is no function foo/1",
        "`.created_at | strptime(\"%Y\")` | there is no function strptime/1",
      })
  void what_is_no_filter_is_refused_with_its_place(String filter, String why) {
    assertThatThrownBy(() -> new JqOptions(filter, true))
        .isInstanceOfSatisfying(
            InvalidOption.class,
            e -> {
              assertThat(e.key()).isEqualTo("filter");
              assertThat(e.message()).contains(why);
            });
  }

  @Test
  void the_place_of_a_mistake_is_that_in_the_filter() {
    assertThatThrownBy(() -> new JqOptions(".a\n| foo(", true))
        .hasMessageContaining("Encountered the end at line 2, column 6");
  }

  @Test
  void numbers_among_the_tags_of_a_list_do_not_fail_a_filter_for_texts() throws Exception {
    Vcon mixed =
        document()
            .with("attachments", "[{\"type\": \"tags\", \"body\": [7, {\"a\": 1}, \"vip:1\"]}]")
            .vcon();

    assertThat(open(".attachments[0].body[] | startswith(\"vip:\")", true).apply(mixed, CONTEXT))
        .isEqualTo(LinkResult.proceed(mixed));
    Link failing = open(".dialog[0] | startswith(\"x\")", true);
    assertThatThrownBy(() -> failing.apply(mixed, CONTEXT)).isInstanceOf(FilterFailure.class);
  }

  private static boolean goesOn(String filter) throws Exception {
    Vcon vcon = document().vcon();
    return switch (open(filter, true).apply(vcon, CONTEXT)) {
      case LinkResult.Continue _ -> true;
      case LinkResult.Halt _ -> false;
      case LinkResult.Expire _, LinkResult.Swap _ -> throw new AssertionError("no filter");
    };
  }

  private static Link open(String filter, boolean forwardMatches) throws Exception {
    return JqLink.type().opener().open(new JqOptions(filter, forwardMatches));
  }
}
