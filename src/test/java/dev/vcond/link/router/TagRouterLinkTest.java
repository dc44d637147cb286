package dev.vcond.link.router;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.InvalidOption;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagRouterLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "tag_router", "in");
  private static final Map<String, List<String>> ROUTES =
      Map.of(
          "urgent", List.of("now"),
          "billing", List.of("money", "archive"),
          "sales:won", List.of("party"),
          "both", List.of("now"));

  @Override
  protected Link open() throws Exception {
    return open(ROUTES, true);
  }

  @Override
  protected SampleVcon sample() {
    return tagged("[\"urgent:1\"]");
  }

  @Test
  void a_tag_routes_by_its_name_whatever_its_value() throws Exception {
    assertThat(routed("[\"other:1\", \"urgent:1:2\"]")).containsExactly("now");
  }

  @Test
  void a_tag_may_lead_to_several_lists() throws Exception {
    assertThat(routed("[\"billing:\"]")).containsExactly("money", "archive");
  }

  @Test
  void a_route_may_ask_for_the_value_as_well() throws Exception {
    assertThat(routed("[\"sales:lost\"]")).isEmpty();
    assertThat(routed("[\"sales:won\"]")).containsExactly("party");
  }

  @Test
  void a_list_is_pushed_to_once_however_many_tags_lead_there() throws Exception {
    assertThat(routed("[\"urgent:1\", \"urgent:2\", \"both:3\"]")).containsExactly("now");
  }

  @Test
  void the_members_of_an_object_are_tags_too() throws Exception {
    assertThat(routed("{\"urgent\": true, \"sales\": \"won\"}"))
        .containsExactlyInAnyOrder("now", "party");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"urgent\"]",
        "[\":urgent\"]",
        "[7, null, {\"urgent\": 1}]",
        "\"urgent:1\"",
        "null"
      })
  void what_is_no_tag_routes_nowhere(String body) throws Exception {
    assertThat(routed(body)).isEmpty();
  }

  @Test
  void bodies_as_text_are_read_as_those_as_lists() throws Exception {
    Vcon vcon =
        document()
            .with(
                "attachments",
                """
                [{"type": "tags", "encoding": "json", "body": "[\\"urgent:1\\"]"},
                 {"purpose": "tags", "body": ["billing:1"]},
                 {"purpose": "notes", "body": ["both:1"]}]\
                """)
            .vcon();

    assertThat(open().apply(vcon, CONTEXT).routes()).containsExactly("now", "money", "archive");
  }

  @Test
  void a_vcon_that_is_not_forwarded_ends_here_with_its_routes() throws Exception {
    LinkResult result = open(ROUTES, false).apply(tagged("[\"urgent:1\"]").vcon(), CONTEXT);

    assertThat(result)
        .isInstanceOfSatisfying(
            LinkResult.Halt.class,
            halt -> {
              assertThat(halt.routes()).containsExactly("now");
              assertThat(halt.code()).isEqualTo("routed");
              assertThat(halt.reason()).contains("now");
            });
  }

  @Test
  void without_a_matching_tag_it_ends_here_as_well() throws Exception {
    LinkResult result = open(ROUTES, false).apply(document().vcon(), CONTEXT);

    assertThat(result)
        .isInstanceOfSatisfying(
            LinkResult.Halt.class, halt -> assertThat(halt.code()).isEqualTo("no_route"));
  }

  @Test
  void without_routes_everything_goes_on() throws Exception {
    Vcon vcon = sample().vcon();
    assertThat(open(Map.of(), false).apply(vcon, CONTEXT)).isEqualTo(LinkResult.proceed(vcon));
  }

  @Test
  void it_says_which_lists_it_may_push_to() {
    assertThat(new TagRouterOptions(ROUTES, true).routedLists())
        .containsExactlyInAnyOrder("now", "money", "archive", "party");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DLQ:in", "vcon:x", "context:x", "vcond:lists", "storage:x", " "})
  void names_that_hold_something_else_are_refused(String list) {
    assertThatThrownBy(() -> new TagRouterOptions(Map.of("urgent", List.of(list)), true))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.key()).isEqualTo("tag_routes.urgent"));
  }

  private List<String> routed(String body) throws Exception {
    Vcon vcon = tagged(body).vcon();
    LinkResult result = open().apply(vcon, CONTEXT);
    assertThat(result).isEqualTo(LinkResult.proceed(vcon, result.routes()));
    return result.routes();
  }

  private static SampleVcon tagged(String body) {
    return document()
        .with(
            "attachments",
            "[{\"purpose\": \"tags\", \"encoding\": \"none\", \"body\": " + body + "}]");
  }

  private static Link open(Map<String, List<String>> routes, boolean forward) throws Exception {
    return TagRouterLink.type().opener().open(new TagRouterOptions(routes, forward));
  }
}
