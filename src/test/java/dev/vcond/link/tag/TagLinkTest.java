package dev.vcond.link.tag;

import static dev.vcond.testkit.SampleVcon.document;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.SignedVconException;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TagLinkTest extends LinkContract {
  private static final Position AT = Position.outside("test");
  private static final LinkContext CONTEXT = new LinkContext("chain", "tag", "in");

  @Override
  protected Link open() throws Exception {
    return open(text("recorded"), text("a:b"));
  }

  @Test
  void texts_pairs_and_mappings_become_tags_in_order() throws Exception {
    Link link =
        open(
            text("vip"),
            text("source:pbx:7"),
            mapping(Map.of("priority", text("1"))),
            text("vip:vip"));

    assertThat(apply(link, document().vcon()).tags())
        .containsExactly("vip:vip", "source:pbx:7", "priority:1");
  }

  @Test
  void a_tag_may_be_written_in_the_ways_of_vcon_server() throws Exception {
    Link link =
        open(
            text("source = pbx"),
            text("site: Rome=1"),
            mapping(Map.of("name", text("status"), "value", text("done"))),
            mapping(Map.of("name", text("Ann"))));

    assertThat(apply(link, document().vcon()).tags())
        .containsExactly("source:pbx", "site:Rome=1", "status:done", "name:Ann");
  }

  @Test
  void there_are_no_tags_by_default() throws Exception {
    Vcon vcon = document().vcon();
    assertThat(apply(bound(Mapping.empty()), vcon)).isSameAs(vcon);
  }

  @Test
  void a_single_text_stands_for_a_list_of_one() throws Exception {
    Link link = bound(mapping(Map.of("tags", text("vip"))));
    assertThat(apply(link, document().vcon()).tags()).containsExactly("vip:vip");
  }

  @Test
  void tags_that_are_there_are_kept_and_not_added_again() throws Exception {
    Vcon vcon =
        document()
            .with(
                "attachments",
                """
                [{"purpose": "tags", "encoding": "json", "body": "[\\"old:1\\", \\"a:b\\"]"}]\
                """)
            .vcon();

    assertThat(apply(open(), vcon).tags()).containsExactly("old:1", "a:b", "recorded:recorded");
  }

  @Test
  void a_signed_document_cannot_be_tagged() throws Exception {
    Link link = open();
    Vcon signed =
        SampleVcon.read(SampleVcon.randomId(), "{\"payload\": \"e30\", \"signatures\": [{}]}");

    assertThatThrownBy(() -> link.apply(signed, CONTEXT)).isInstanceOf(SignedVconException.class);
  }

  @Test
  void tags_that_cannot_be_are_problems_of_the_configuration() {
    for (ConfigValue wrong :
        List.of(
            text(""),
            text(":value"),
            text("=value"),
            new Sequence(List.of(text("x")), AT),
            mapping(Map.of("a:b", text("c"))),
            mapping(Map.of("name", new Sequence(List.of(), AT))))) {
      Problems problems = new Problems();
      Mapping options = mapping(Map.of("tags", new Sequence(List.of(wrong), AT)));

      assertThat(RecordBinder.bind(TagOptions.class, options, "links.tag.options", problems))
          .isNull();
      assertThat(problems.list())
          .singleElement()
          .extracting(ConfigProblem::key)
          .asString()
          .startsWith("links.tag.options.tags");
    }
  }

  private static Vcon apply(Link link, Vcon vcon) throws Exception {
    LinkResult result = link.apply(vcon, CONTEXT);
    assertThat(result.routes()).isEmpty();
    assertThat(result).isInstanceOf(LinkResult.Continue.class);
    return ((LinkResult.Continue) result).vcon();
  }

  private static Link open(ConfigValue... tags) throws Exception {
    return TagLink.type().opener().open(new TagOptions(List.of(tags)));
  }

  private static Link bound(Mapping options) throws Exception {
    Problems problems = new Problems();
    TagOptions bound = RecordBinder.bind(TagOptions.class, options, "options", problems);
    assertThat(problems.list()).isEmpty();
    return TagLink.type().opener().open(requireNonNull(bound));
  }

  private static Scalar text(String text) {
    return new Scalar(text, true, AT);
  }

  private static Mapping mapping(Map<String, ConfigValue> values) {
    Mapping mapping = new Mapping(Map.of(), AT);
    for (Map.Entry<String, ConfigValue> value : values.entrySet()) {
      mapping =
          mapping.overlay(new Mapping(Map.of(value.getKey(), new Entry(AT, value.getValue())), AT));
    }
    return mapping;
  }
}
