package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vcond.config.LinkFilter;
import dev.vcond.config.OnlyIf;
import dev.vcond.config.OnlyIf.Section;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which vCons a link is called for. */
class StepChoiceTest {
  private final ChainBench bench = new ChainBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static LinkFilter rate(@Nullable Double rate) {
    return new LinkFilter(null, rate);
  }

  private static LinkFilter onlyIf(Section section, String type, String includes) {
    return new LinkFilter(new OnlyIf(section, type, null, includes), null);
  }

  private static boolean takes(LinkFilter filter, SampleVcon sample) {
    return new StepChoice("it", filter).passesBy(sample.vcon()).isEmpty();
  }

  private static boolean takes(Section section, String type, String includes, String json) {
    String member = section == Section.ATTACHMENTS ? "attachments" : "analysis";
    return takes(
        onlyIf(section, type, includes),
        SampleVcon.document().with(section == Section.DIALOG ? "dialog" : member, json));
  }

  private static Stream<Vcon> many() {
    return Stream.generate(() -> SampleVcon.document().vcon()).limit(2_000);
  }

  @Test
  void a_share_of_all_is_taken_and_always_the_same() {
    var choice = new StepChoice("it", rate(0.25));
    List<Vcon> vcons = many().toList();
    List<Optional<String>> first = vcons.stream().map(choice::passesBy).toList();
    assertThat(first.stream().filter(Optional::isEmpty).count() / 2_000.0)
        .isCloseTo(0.25, within(0.06));
    assertThat(vcons.stream().map(choice::passesBy).toList()).isEqualTo(first);
    assertThat(first).contains(Optional.of("sampling_rate"));
  }

  @Test
  void two_steps_of_the_same_rate_do_not_take_the_same_ones() {
    var other = new StepChoice("other", rate(0.5));
    long both =
        many()
            .filter(vcon -> new StepChoice("it", rate(0.5)).passesBy(vcon).isEmpty())
            .filter(vcon -> other.passesBy(vcon).isEmpty())
            .count();
    assertThat(both / 2_000.0).isCloseTo(0.25, within(0.06));
  }

  @Test
  void an_id_in_capitals_is_decided_like_the_same_one_in_small_letters() {
    var choice = new StepChoice("it", rate(0.5));
    for (int i = 0; i < 40; i++) {
      VconId small = SampleVcon.randomId();
      VconId large = SampleVcon.id(small.asPopped().toUpperCase(Locale.ROOT));
      assertThat(choice.passesBy(SampleVcon.document().id(large).vcon()))
          .isEqualTo(choice.passesBy(SampleVcon.document().id(small).vcon()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 3})
  void nothing_and_one_and_more_mean_all(double rate) {
    assertThat(many().limit(100))
        .allMatch(vcon -> new StepChoice("it", rate(rate)).passesBy(vcon).isEmpty());
  }

  @Test
  void tags_are_compared_as_a_whole_and_decoded_first() {
    String written =
        "[{\"purpose\": \"tags\", \"encoding\": \"json\", \"body\": \"[\\\"a:12\\\"]\"}]";
    String older = "[{\"type\": \"tags\", \"encoding\": \"none\", \"body\": [\"a:12\"]}]";
    for (String attachments : List.of(written, older)) {
      assertThat(takes(Section.ATTACHMENTS, "tags", "a:12", attachments)).isTrue();
      assertThat(takes(Section.ATTACHMENTS, "tags", "a:1", attachments)).isFalse();
      assertThat(takes(Section.ATTACHMENTS, "notes", "a:12", attachments)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NEEDS REVIEW   | \"a NEEDS REVIEW b\"               | true",
        "needs review   | \"a NEEDS REVIEW b\"               | false",
        "NEEDS REVIEW   | {\"verdict\": \"NEEDS REVIEW\"}      | true",
        "\"score\": 0.9 | {\"score\":0.9}                    | true",
        "\"score\":0.9  | {\"score\":   0.9}                 | true",
        "[1, {}, []]    | [1,{},[]]                        | true",
        "\u00e4         | [\"\\u00e4\"]                      | true",
        "x              | null                             | false",
        "7              | 7                                | false",
        "x              | \"\"                               | false",
      })
  void a_body_is_searched_as_it_stands_there(String includes, String body, boolean found) {
    String analysis = "[{\"type\": \"summary\", \"body\": %s}]".formatted(body);
    assertThat(takes(Section.ANALYSIS, "summary", includes, analysis)).isEqualTo(found);
  }

  @Test
  void any_entry_of_the_kind_will_do() {
    String analysis =
        "[null, \"x\", {\"type\": \"a\", \"body\": \"no\"}, {\"type\": \"a\", \"body\": \"yes\"}]";
    assertThat(takes(Section.ANALYSIS, "a", "yes", analysis)).isTrue();
  }

  @Test
  void what_has_no_such_list_is_not_taken() {
    for (String broken : List.of("null", "\"text\"", "{\"type\": \"a\", \"body\": \"x\"}", "7")) {
      assertThat(takes(Section.ANALYSIS, "a", "x", broken)).isFalse();
    }
    assertThat(takes(Section.DIALOG, "text", "Good", "[{\"type\":\"text\",\"body\":\"Good\"}]"))
        .isTrue();
  }

  @Test
  void a_purpose_counts_before_a_type() {
    var filter = new LinkFilter(new OnlyIf(Section.ATTACHMENTS, "a", "b", ""), null);
    assertThat(
            takes(
                filter,
                SampleVcon.document().with("attachments", "[{\"purpose\":\"b\",\"body\":\"\"}]")))
        .isTrue();
    assertThat(
            takes(
                filter,
                SampleVcon.document().with("attachments", "[{\"purpose\":\"a\",\"body\":\"\"}]")))
        .isFalse();
  }

  @Test
  void who_passes_by_is_counted_and_goes_on_and_nothing_is_written_back_for_it() throws Exception {
    Vcon vcon = bench.port.has(SampleVcon.document().vcon());
    bench
        .link("one", tags("a"))
        .link("hook", onlyIf(Section.ANALYSIS, "summary", "x"), nothing().showing())
        .link("two", onlyIf(Section.ATTACHMENTS, "tags", "a:a"), nothing())
        .storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link one", "link two", "write back", "save disk");
    assertThat(bench.events).contains(new PipelineEvent.LinkSkipped("main", "hook", "only_if"));
    assertThat(bench.port.lastCheckpoint().links()).containsExactly("one", "hook", "two");
  }

  @Test
  void a_signed_document_has_nothing_that_could_be_found() throws Exception {
    Vcon signed =
        bench.port.has(
            SampleVcon.read(SampleVcon.randomId(), "{\"payload\": \"e30\", \"signatures\": []}"));
    bench.link("one", onlyIf(Section.ATTACHMENTS, "tags", "a:a"), tags("b")).storage("disk");
    bench.completed(signed);
    assertThat(bench.stored("disk").copyBytes()).isEqualTo(signed.copyBytes());
  }
}
