package dev.vcond.app.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.JsonForm;
import dev.vcond.config.TrialExpectation;
import dev.vcond.config.TrialFile;
import dev.vcond.config.TrialRequest;
import dev.vcond.link.jq.Filter;
import dev.vcond.link.jq.FilterFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what came of a test with what it expects. Used once. */
final class Judge {
  private static final int LONGEST_VALUE = 300;

  private final TrialFile.Written written;
  private final Seen seen;
  private final Map<String, Filter> filters;
  private final List<Stub> stubs;
  private final List<Mismatch> mismatches = new ArrayList<>();

  Judge(Prepared trial, Seen seen) {
    this.written = trial.written();
    this.filters = trial.filters();
    this.stubs = trial.stubs();
    this.seen = seen;
  }

  /**
   * Everything that is not as expected.
   *
   * @param given what the chain got
   * @param whole the vCon that must have come of it, if the test says so
   */
  List<Mismatch> verdict(byte[] given, Optional<JsonNode> whole) throws InterruptedException {
    TrialExpectation expect = written.trial().expect();
    ending(expect);
    document(expect, given);
    filters(expect.jq());
    whole.ifPresent(this::whole);
    lists("routes", expect.routes(), seen.end().routes());
    lists("egress", expect.egress(), seen.egress());
    lists("storages", expect.storages(), seen.stored());
    lists("skipped", expect.skipped(), seen.skipped());
    requests(expect.requests());
    unanswered();
    return mismatches;
  }

  private void ending(TrialExpectation expect) {
    Seen.End end = seen.end();
    if (end.outcome() != expect.outcome()) {
      add("outcome", expect.outcome().word(), end.shown());
      return;
    }
    if (expect.link() != null && !expect.link().equals(end.link())) {
      add("link", expect.link(), end.shown());
    }
    if (expect.code() != null && !expect.code().equals(end.code())) {
      add("code", expect.code(), end.code().isEmpty() ? "no code" : end.code());
    }
    if (expect.reason() != null
        && !TrialExpectation.pattern(expect.reason()).matcher(end.reason()).find()) {
      add("reason", expect.reason(), end.reason());
    }
    if (expect.id() != null && !expect.id().equals(end.id().asPopped())) {
      add("id", expect.id(), end.id().asPopped());
    }
  }

  private void document(TrialExpectation expect, byte[] given) {
    if (expect.tags() != null) {
      lists("tags", expect.tags().stream().map(Judge::tag).toList(), seen.tags());
    }
    for (String tag : expect.hasTags()) {
      if (!hasTag(tag)) {
        add("has_tags", tag, "only " + seen.tags());
      }
    }
    for (String tag : expect.noTags()) {
      if (hasTag(tag)) {
        add("no_tags", "no tag " + tag, seen.tags().toString());
      }
    }
    expect.pointers().forEach((at, value) -> pointer("pointers", at, value, seen.tree()));
    for (String pointer : expect.absent()) {
      JsonNode found = at(seen.tree(), pointer);
      if (!found.isMissingNode()) {
        add("absent." + pointer, "nothing", shown(found));
      }
    }
    unchanged(expect.unchanged(), given);
  }

  private boolean hasTag(String tag) {
    return seen.tags().contains(tag) || seen.tags().contains(tag(tag));
  }

  /** A tag as links.tag writes it. */
  private static String tag(String written) {
    return written.contains(":") ? written : written + ":" + written;
  }

  private void pointer(String key, String at, ConfigValue value, JsonNode tree) {
    JsonNode expected = JsonForm.of(value);
    JsonNode found = at(tree, at);
    if (!JsonDiff.same(expected, found)) {
      boolean texts = shown(expected).equals(shown(found));
      boolean both = expected.isContainerNode() && found.isContainerNode();
      mismatches.add(
          new Mismatch(
              "expect." + key + "." + at,
              written.position("expect", key, at).line(),
              shown(expected),
              found.isMissingNode() ? "nothing" : texts ? kind(found) : shown(found),
              both ? JsonDiff.sorted(expected, found) : List.of()));
    }
  }

  private static String kind(JsonNode found) {
    return "%s %s".formatted(found.getNodeType(), shown(found));
  }

  static JsonNode at(JsonNode tree, String pointer) {
    return tree.at(JsonPointer.compile(pointer));
  }

  static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST_VALUE
        ? text
        : text.substring(0, LONGEST_VALUE) + "... (%d characters)".formatted(text.length());
  }

  private void unchanged(@Nullable Boolean expected, byte[] given) {
    if (expected == null) {
      return;
    }
    boolean same = Arrays.equals(given, seen.text());
    if (same != expected) {
      JsonNode before = Documents.tree(given);
      mismatches.add(
          new Mismatch(
              "expect.unchanged",
              written.position("expect", "unchanged").line(),
              expected ? "the vCon byte for byte as it was given" : "a changed vCon",
              expected ? "a changed vCon" : "the vCon byte for byte as it was given",
              before == null ? List.of() : JsonDiff.between(before, seen.tree())));
    }
  }

  private void whole(JsonNode expected) {
    if (!JsonDiff.same(expected, seen.tree())) {
      String key = written.trial().expect().vcon() == null ? "file" : "vcon";
      mismatches.add(
          new Mismatch(
              "expect." + key,
              written.position("expect", key).line(),
              "this vCon (-)",
              "another one (+)",
              JsonDiff.sorted(expected, seen.tree())));
    }
  }

  private void lists(String key, @Nullable List<String> expected, List<String> found) {
    if (expected != null
        && !expected.stream().sorted().toList().equals(found.stream().sorted().toList())) {
      add(key, expected.toString(), found.toString());
    }
  }

  private void requests(List<TrialRequest> expected) throws InterruptedException {
    for (TrialRequest request : expected) {
      var found = new RequestCount(request, filters, seen.requests());
      if (!found.fits()) {
        add("requests", found.expected(), found.found());
      }
    }
  }

  private void filters(List<String> texts) throws InterruptedException {
    for (String text : texts) {
      Filter filter = filters.get(text);
      String found = filter == null ? "" : answer(filter);
      if (!found.isEmpty()) {
        add("jq", text, found);
      }
    }
  }

  /** Nothing if the filter says yes. */
  private String answer(Filter filter) throws InterruptedException {
    try {
      return filter.matches(seen.tree()) ? "" : "it is not true";
    } catch (FilterFailure e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void unanswered() {
    seen.unanswered().stream()
        .map(Received::shown)
        .distinct()
        .forEach(request ->
            mismatches.add(
                new Mismatch(
                    "http",
                    written.position("http").line(),
                    "an answer for every request",
                    "none for %s, which got 501; there are %s".formatted(request, answers()),
                    List.of())));
  }

  private String answers() {
    return stubs.isEmpty()
        ? "none at all"
        : String.join(", ", stubs.stream().map(Stub::shown).distinct().toList());
  }

  private void add(String key, String expected, String found) {
    String first = key.split("\\.", 2)[0];
    mismatches.add(
        new Mismatch(
            "expect." + key, written.position("expect", first).line(), expected, found, List.of()));
  }
}
