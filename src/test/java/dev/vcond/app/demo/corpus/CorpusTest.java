package dev.vcond.app.demo.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final List<String> TAGS = List.of("demo:demo", "source:vcond", "an odd \"one\":x");
  private static final int COUNT = 400;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<Sample> ALL = new Corpus(42, TAGS, COUNT).samples();
  private static final List<Sample> GOOD =
      ALL.stream().filter(one -> one.fate() instanceof Fate.Stored).toList();
  private static final List<String> TEXTS = GOOD.stream().map(CorpusTest::text).toList();

  private static String text(Sample sample) {
    try {
      return new String(sample.document().read().orElseThrow(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static boolean any(Predicate<JsonNode> that) {
    return TEXTS.stream().map(CorpusTest::tree).anyMatch(that);
  }

  @Test
  void every_good_one_is_a_json_object_of_its_own_with_every_token_filled() {
    assertThat(TEXTS).hasSize(COUNT).doesNotHaveDuplicates();
    assertThat(TEXTS)
        .allSatisfy(text -> {
          assertThat(tree(text).isObject()).isTrue();
          assertThat(text).doesNotContain("{{");
        });
  }

  @Test
  void ids_are_uuids_that_never_come_twice_and_some_are_in_upper_case() {
    Set<String> ids = new HashSet<>();
    assertThat(GOOD)
        .allSatisfy(one -> {
          assertThat(one.id())
              .matches("(?i)[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*");
          assertThat(ids.add(one.id().toLowerCase(Locale.ROOT))).isTrue();
        });
    assertThat(GOOD).anyMatch(one -> !one.id().equals(one.id().toLowerCase(Locale.ROOT)));
  }

  @Test
  void a_plain_vcon_bears_the_uuid_under_which_it_is_pushed_and_a_sealed_one_bears_none() {
    for (Sample one : GOOD) {
      JsonNode tree = tree(text(one));
      if (one.list().equals(Corpus.SEALED_LIST)) {
        assertThat(tree.has("uuid")).isFalse();
        assertThat(one.fate()).isEqualTo(new Fate.Stored(false));
      } else {
        assertThat(tree.path("uuid").asText()).isEqualToIgnoringCase(one.id());
        assertThat(one.fate()).isEqualTo(new Fate.Stored(true));
      }
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_seed_gives_others() {
    List<Sample> again = new Corpus(42, TAGS, COUNT).samples();
    List<Sample> other = new Corpus(43, TAGS, COUNT).samples();

    assertThat(again.stream().map(Sample::id)).isEqualTo(ALL.stream().map(Sample::id).toList());
    assertThat(text(again.get(7))).isEqualTo(text(ALL.get(7)));
    assertThat(other.stream().map(Sample::id))
        .doesNotContainAnyElementsOf(GOOD.stream().map(Sample::id).toList());
  }

  @Test
  void sizes_go_from_a_kilobyte_to_a_few_hundred() {
    List<Integer> sizes = TEXTS.stream().map(text -> text.getBytes(UTF_8).length).sorted().toList();

    assertThat(sizes.getFirst()).isBetween(1_000, 2_000);
    assertThat(sizes.getLast()).isBetween(150_000, 400_000);
    assertThat(sizes.get(COUNT / 2)).isBetween(2_000, 6_000);
  }

  @Test
  void current_and_legacy_documents_are_among_them() {
    Map<String, Long> versions =
        TEXTS.stream()
            .map(CorpusTest::tree)
            .filter(tree -> tree.has("uuid"))
            .collect(
                Collectors.groupingBy(
                    tree -> tree.path("vcon").asText("none"), Collectors.counting()));
    assertThat(versions.keySet()).contains("0.4.0", "0.0.1", "0.0.2", "none");

    assertThat(any(tree -> tree.has("appended"))).isTrue();
    assertThat(any(tree -> tree.has("must_support"))).isTrue();
    assertThat(any(tree -> tree.has("must_support") && tree.has("critical"))).isTrue();
    assertThat(any(tree -> tree.at("/dialog/0").has("mimetype"))).isTrue();
    assertThat(
            any(tree ->
                tree.at("/dialog/0").has("mimetype") && tree.at("/dialog/0").has("mediatype")))
        .isTrue();
    assertThat(any(tree -> tree.at("/analysis/0").has("schema_version"))).isTrue();
    assertThat(any(tree -> tree.at("/attachments/0").has("type"))).isTrue();
    assertThat(
            any(tree ->
                tree.at("/attachments/1").has("type") && tree.at("/attachments/1").has("purpose")))
        .isTrue();
    assertThat(
            any(tree ->
                tree.at("/attachments/0/body").isObject()
                    && tree.at("/attachments/0/encoding").asText().equals("none")))
        .isTrue();
    assertThat(any(tree -> tree.at("/analysis/0/body").isArray())).isTrue();
    assertThat(any(tree -> tree.at("/dialog/0/body").isObject())).isTrue();
    assertThat(
            any(tree ->
                tree.path("created_at").asText().matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{6}")))
        .isTrue();
    assertThat(any(tree -> tree.path("created_at").asText().matches("\\d{4}-\\d\\d-\\d\\d")))
        .isTrue();
    assertThat(any(tree -> tree.path("created_at").asText().endsWith("+05:30"))).isTrue();
  }

  @Test
  void empty_and_odd_members_are_among_them() {
    assertThat(any(tree -> tree.path("group").isArray() && tree.path("group").isEmpty())).isTrue();
    assertThat(any(tree -> tree.path("redacted").isObject() && tree.path("redacted").isEmpty()))
        .isTrue();
    assertThat(any(tree -> tree.path("redacted").isNull())).isTrue();
    assertThat(any(tree -> tree.path("group").asText("x").isEmpty())).isTrue();
    assertThat(any(tree -> tree.path("redacted").has("uuid"))).isTrue();
    assertThat(any(tree -> tree.path("dialog").isNull())).isTrue();
    assertThat(any(tree -> tree.path("attachments").isNull())).isTrue();
    assertThat(any(tree -> tree.has("uuid") && !tree.has("attachments"))).isTrue();
    assertThat(any(tree -> tree.at("/parties/0/tel").asText("x").isEmpty())).isTrue();
    assertThat(any(tree -> tree.at("/parties/1").has("email"))).isTrue();
    assertThat(any(tree -> tree.at("/x_routing").has(""))).isTrue();
  }

  @Test
  void signed_and_encrypted_ones_are_among_them() {
    assertThat(any(tree -> tree.has("payload") && tree.has("signatures"))).isTrue();
    assertThat(any(tree -> tree.has("ciphertext") && tree.has("recipients"))).isTrue();
  }

  @Test
  void tags_that_are_there_already_come_in_every_form() {
    Function<JsonNode, Set<String>> purposes =
        tree ->
            IntStream.range(0, tree.path("attachments").size())
                .mapToObj(i -> tree.path("attachments").get(i))
                .filter(at -> at.path("purpose").asText(at.path("type").asText()).equals("tags"))
                .map(at -> at.path("body").getNodeType() + (at.has("type") ? " old" : ""))
                .collect(Collectors.toSet());
    assertThat(any(tree -> purposes.apply(tree).contains("STRING"))).isTrue();
    assertThat(any(tree -> purposes.apply(tree).contains("ARRAY old"))).isTrue();

    JsonNode all =
        TEXTS.stream()
            .map(CorpusTest::tree)
            .filter(tree -> tree.has("x_left_as_it_is"))
            .findAny()
            .orElseThrow();
    JsonNode tags = tree(all.at("/attachments/0/body").asText());
    assertThat(tags).extracting(JsonNode::asText).containsExactlyElementsOf(TAGS);
  }

  @Test
  void numbers_are_larger_and_longer_than_a_double_and_written_in_every_way() {
    String all = String.join("\n", TEXTS);
    assertThat(all).containsPattern("[:\\[,]-?[1-9][0-9]{30,}[,\\]}]");
    assertThat(all).containsPattern("[:\\[,]-?[0-9]+\\.[0-9]{25,}[,\\]}]");
    assertThat(all).contains(":0.10,", ":-0.0,", ":1e5,", "E23,", "e-9,", "60.000");
  }

  @Test
  void texts_go_beyond_ascii_raw_and_escaped() {
    String all = String.join("\n", TEXTS);
    assertThat(all)
        .contains(
            "こんにちは",
            "مرحبا",
            "👩‍👩‍👧‍👦",
            "𝄞",
            "\\ud83d\\ude00",
            "\\u00dcbrigens",
            "\\/",
            "\\u2028");
    assertThat(TEXTS)
        .anyMatch(text -> text.contains("\\u") && text.chars().allMatch(c -> c < 0x80));
  }

  @Test
  void one_with_each_flaw_is_spread_among_the_good_ones_and_bears_its_fate() {
    List<Sample> flawed = ALL.stream().filter(one -> !GOOD.contains(one)).toList();

    assertThat(flawed)
        .extracting(one -> ((Fate.DeadLettered) one.fate()).code())
        .contains(
            "not_json",
            "body_missing",
            "invalid_id",
            "uuid_mismatch",
            "signed",
            "link_failed",
            "storage_failed");
    assertThat(flawed).extracting(Sample::what).doesNotHaveDuplicates().doesNotContain("");
    assertThat(flawed)
        .hasSize(Flaw.values().length)
        .allMatch(one -> one.list().equals(Corpus.LIST));
    assertThat(ALL.subList(0, ALL.size() / 2)).containsAnyElementsOf(flawed);
    assertThat(ALL.subList(ALL.size() / 2, ALL.size())).containsAnyElementsOf(flawed);
  }

  @Test
  void a_flaw_is_in_the_document() throws IOException {
    assertThat(document(Flaw.CUT_OFF)).startsWith("{").doesNotEndWith("}");
    assertThat(document(Flaw.NO_OBJECT)).startsWith("[{").endsWith("}]");
    assertThat(document(Flaw.NOT_UTF_8)).contains("Best\uFFFDtigung");
    assertThat(document(Flaw.NUL)).contains("Version \\u0000.");
    assertThat(document(Flaw.NO_LIST)).contains("\"attachments\":7,");
    assertThat(document(Flaw.SIGNED)).contains("\"signatures\"");
    assertThat(document(Flaw.ENCRYPTED)).contains("\"ciphertext\"");
    assertThat(flawed(Flaw.NO_BODY).document().read()).isEmpty();
    assertThat(flawed(Flaw.NO_UUID).id()).isEqualTo("../../etc/passwd");
    assertThat(document(Flaw.OTHER_UUID))
        .contains("\"uuid\":\"")
        .doesNotContain(flawed(Flaw.OTHER_UUID).id());
  }

  private static Sample flawed(Flaw flaw) {
    return flaw.of(new Generator(42, TAGS), 1000, Corpus.LIST);
  }

  private static String document(Flaw flaw) {
    return text(flawed(flaw));
  }

  @Test
  void a_small_corpus_has_all_flaws_too() {
    assertThat(new Corpus(1, TAGS, 3).samples()).hasSize(3 + Flaw.values().length);
    assertThat(new Corpus(1, TAGS, 0).samples()).hasSize(Flaw.values().length);
  }
}
