package dev.vcond.link.validate;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.config.InvalidOption;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.SignedVconException;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidateLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "check", "in");
  private static final String SIGNED =
      "{\"payload\": \"e30\", \"signatures\": [{\"protected\": \"e30\", \"signature\": %s}]}";

  private static final String ENDLESS =
      "{\"properties\": {\"subject\": {\"pattern\": \"^(a+)+\\\\1b\"}}}";

  @TempDir Path folder;

  @Override
  protected Link open() throws Exception {
    return open(null, Reaction.DEAD_LETTER);
  }

  @Test
  void a_valid_vcon_is_left_as_it_is_by_every_reaction() throws Exception {
    Vcon vcon = document().vcon();
    for (Reaction reaction : Reaction.values()) {
      assertThat(open(null, reaction).apply(vcon, CONTEXT))
          .isInstanceOf(LinkResult.Continue.class)
          .extracting(LinkResult::vcon)
          .isSameAs(vcon);
    }
  }

  @Test
  void an_invalid_vcon_is_dead_lettered_with_the_places_and_without_its_content() throws Exception {
    Vcon vcon =
        document().with("subject", "[\"Mrs. Smith\"]").with("parties", "[\"Mr. Jones\"]").vcon();

    assertThatThrownBy(() -> open().apply(vcon, CONTEXT))
        .isInstanceOf(InvalidVcon.class)
        .hasMessage(
            "The vCon is not valid by the schema draft-ietf-vcon-vcon-core: /subject: expected"
                + " string or null; /parties/0: expected object.");
  }

  @Test
  void a_halt_has_a_code_and_the_same_reason() throws Exception {
    Vcon vcon = document().with("parties", "{}").vcon();
    LinkResult result = open(null, Reaction.HALT).apply(vcon, CONTEXT);

    assertThat(result).isInstanceOf(LinkResult.Halt.class);
    assertThat(((LinkResult.Halt) result).code()).isEqualTo("invalid");
    assertThat(((LinkResult.Halt) result).reason()).contains("/parties: expected array or null");
  }

  @Test
  void only_so_many_errors_are_listed() throws Exception {
    Vcon vcon = document().with("parties", "[1, 2, 3, 4]").vcon();
    var options = new ValidateOptions(null, Reaction.DEAD_LETTER, "invalid:schema", 2);

    assertThatThrownBy(() -> open(options).apply(vcon, CONTEXT))
        .hasMessageEndingWith(
            ": /parties/0: expected object; /parties/1: expected object; and 2 more.");
  }

  @Test
  void a_million_errors_are_not_kept() throws Exception {
    Vcon vcon = document().with("parties", "[1" + ",1".repeat(999_999) + "]").vcon();

    assertThatThrownBy(() -> open().apply(vcon, CONTEXT)).hasMessageEndingWith("; and many more.");
    assertThat(SchemaSource.shipped().violations(vcon.tree())).hasSize(Check.MOST_ERRORS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+01:60",
        "2026-01-01",
        "2026-1-1T00:00:00Z"
      })
  void a_moment_that_is_in_no_calendar_is_invalid(String moment) {
    assertThat(SchemaSource.shipped().violations(at(moment)))
        .extracting(Violation::toString)
        .containsExactly("/created_at: expected a date and time as in RFC 3339");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T00:00:00Z",
        "2000-02-29T23:59:59.123456789-11:30",
        "2016-12-31T23:59:60Z",
        "2017-01-01T05:44:60+05:45",
        "2026-12-31t00:00:00z",
        "2026-03-14 15:09:26",
        "2026-03-14T15:09:26+0100"
      })
  void a_moment_that_producers_write_is_valid(String moment) {
    assertThat(SchemaSource.shipped().violations(at(moment))).isEmpty();
  }

  private static JsonNode at(String moment) {
    return document().with("created_at", "\"" + moment + "\"").vcon().tree();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redacted | amended | /amended: expected none beside \"redacted\"",
        "redacted | group   | /group: expected none beside \"redacted\"",
        "amended  | group   | /group: expected none beside \"amended\"",
        "redacted | appended | /amended: expected none beside \"redacted\"",
      })
  void a_vcon_has_come_of_others_in_one_way_only(String one, String other, String wrong) {
    String some = "{\"uuid\": \"0198f3d2-0000-7000-8000-000000000001\"}";
    assertThat(violations(one, json(one, some), other, json(other, some))).containsExactly(wrong);
    assertThat(violations(one, json(one, some), other, "null")).isEmpty();
    assertThat(violations(one, json(one, some), other, other.equals("group") ? "[]" : "{}"))
        .isEmpty();
    assertThat(violations(other, json(other, some), one, "{}")).isEmpty();
  }

  private static String json(String member, String some) {
    return member.equals("group") ? "[" + some + "]" : some;
  }

  private static List<String> violations(String one, String first, String other, String second) {
    return SchemaSource.shipped()
        .violations(document().with(one, first).with(other, second).vcon().tree())
        .stream()
        .map(Violation::toString)
        .toList();
  }

  @Test
  void a_relative_schema_is_named_with_its_folder() {
    Path here = Path.of("").toAbsolutePath();
    assertThatThrownBy(() ->
            new ValidateOptions(
                Path.of("no-such-folder/../none.json"), Reaction.TAG, "invalid:schema", 5))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("there is no file " + here.resolve("none.json"));
  }

  @Test
  void a_signed_vcon_needs_the_form_and_cannot_be_tagged() throws Exception {
    Vcon signed = SampleVcon.read(SampleVcon.randomId(), SIGNED.formatted("\"AA\""));
    Vcon broken = SampleVcon.read(SampleVcon.randomId(), SIGNED.formatted("7"));

    assertThat(open().apply(signed, CONTEXT).vcon()).isSameAs(signed);
    assertThatThrownBy(() -> open().apply(broken, CONTEXT))
        .hasMessageEndingWith(": /signatures/0/signature: expected string.");
    assertThatThrownBy(() -> open(null, Reaction.TAG).apply(broken, CONTEXT))
        .isInstanceOf(SignedVconException.class);
  }

  @Test
  void another_schema_decides_alone() throws Exception {
    Path schema = schema("{\"required\": [\"subject\"]}");

    Vcon odd = document().with("parties", "7").vcon();
    assertThat(open(schema, Reaction.DEAD_LETTER).apply(odd, CONTEXT).vcon()).isSameAs(odd);
    assertThatThrownBy(() ->
            open(schema, Reaction.DEAD_LETTER).apply(document().without("subject").vcon(), CONTEXT))
        .hasMessage(
            "The vCon is not valid by the schema %s: the top level: expected the member \"subject\"."
                .formatted(schema));
  }

  /** Each would run for years: Java mends only the simplest of them by remembering. */
  @ParameterizedTest
  @ValueSource(
      strings = {ENDLESS, "{\"properties\": {\"subject\": {\"pattern\": \"^(.*a){25}b\"}}}"})
  void a_pattern_that_does_not_end_is_stopped_with_its_step(String json) throws Exception {
    Link link = open(schema(json), Reaction.DEAD_LETTER);
    Vcon vcon = document().with("subject", "\"" + "a".repeat(60) + "!\"").vcon();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<LinkResult> call =
        new FutureTask<>(() -> {
          begun.countDown();
          return link.apply(vcon, CONTEXT);
        });
    Thread thread = Thread.ofVirtual().start(call);
    begun.await();
    assertThat(thread.join(Duration.ofMillis(300))).as("ended by itself").isFalse();
    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    assertThatThrownBy(call::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void patterns_that_do_not_end_leave_room_for_others() throws Exception {
    Link link = open(schema(ENDLESS), Reaction.DEAD_LETTER);
    Vcon vcon = document().with("subject", "\"" + "a".repeat(60) + "!\"").vcon();
    List<Thread> endless = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      endless.add(Thread.ofVirtual().start(new FutureTask<>(() -> link.apply(vcon, CONTEXT))));
    }
    try {
      assertThat(endless.getLast().join(Duration.ofMillis(300))).isFalse();
      Thread other = Thread.ofVirtual().start(new FutureTask<>(() -> open().apply(vcon, CONTEXT)));
      assertThat(other.join(Duration.ofSeconds(5))).isTrue();
    } finally {
      endless.forEach(Thread::interrupt);
    }
    for (Thread thread : endless) {
      assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"#\"}",
        "{\"properties\": {\"subject\": {\"pattern\": \"^(a|b)*$\"}}}"
      })
  void what_the_stack_does_not_hold_is_a_failure_with_a_sentence(String json) throws Exception {
    Link link = open(schema(json), Reaction.DEAD_LETTER);
    Vcon vcon = document().with("subject", "\"" + "ab".repeat(1_000_000) + "\"").vcon();

    assertThatThrownBy(() -> link.apply(vcon, CONTEXT))
        .isInstanceOf(InvalidVcon.class)
        .hasMessageContaining("could not be checked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ":value"})
  void a_tag_without_a_name_is_refused(String tag) {
    assertThatThrownBy(() -> new ValidateOptions(null, Reaction.TAG, tag, 5))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("tag"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void a_list_of_no_or_very_many_errors_is_refused(int maxErrors) {
    assertThatThrownBy(() -> new ValidateOptions(null, Reaction.TAG, "x", maxErrors))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.key()).isEqualTo("max_errors"));
  }

  @Test
  void a_schema_that_cannot_be_used_is_refused_with_the_options() throws IOException {
    Path schema = schema("{\"type\": \"strng\"}");
    assertThatThrownBy(() -> open(schema, Reaction.TAG))
        .isInstanceOfSatisfying(
            InvalidOption.class,
            e -> {
              assertThat(e.key()).isEqualTo("schema");
              assertThat(e.message()).startsWith(schema + " is no JSON schema: /type: expected");
            });
  }

  private Path schema(String json) throws IOException {
    return Files.writeString(folder.resolve("own.schema.json"), json);
  }

  static Link open(@Nullable Path schema, Reaction reaction) throws Exception {
    return open(new ValidateOptions(schema, reaction, "invalid:schema", 5));
  }

  private static Link open(ValidateOptions options) throws Exception {
    return ValidateLink.type().opener().open(options);
  }
}
