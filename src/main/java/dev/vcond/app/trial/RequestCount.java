package dev.vcond.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.JsonForm;
import dev.vcond.config.TrialRequest;
import dev.vcond.link.jq.Filter;
import dev.vcond.link.jq.FilterFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many of the requests that were made are as a test expects. */
final class RequestCount {
  private static final int MOST_SHOWN = 10;

  private final TrialRequest expected;
  private final Address address;
  private final Map<String, Filter> filters;
  private final List<Received> made;
  private final List<Received> there;
  private final long count;

  RequestCount(TrialRequest expected, Map<String, Filter> filters, List<Received> made)
      throws InterruptedException {
    this.expected = expected;
    this.address = Address.of(expected.url()).orElseThrow();
    this.filters = filters;
    this.made = made;
    this.there = made.stream().filter(one -> one.fits(address, expected.method())).toList();
    long fitting = 0;
    for (Received request : there) {
      fitting += says(request) ? 1 : 0;
    }
    this.count = fitting;
  }

  boolean fits() {
    Integer wanted = expected.count();
    return wanted == null ? count > 0 : count == wanted;
  }

  private boolean says(Received request) throws InterruptedException {
    if (expected.pointers().isEmpty() && expected.jq().isEmpty()) {
      return true;
    }
    JsonNode body = Documents.tree(request.body());
    if (body == null) {
      return false;
    }
    for (Map.Entry<String, ConfigValue> pointer : expected.pointers().entrySet()) {
      JsonNode value = JsonForm.of(pointer.getValue());
      if (!JsonDiff.same(value, Judge.at(body, pointer.getKey()))) {
        return false;
      }
    }
    return isTrue(body);
  }

  private boolean isTrue(JsonNode body) throws InterruptedException {
    for (String text : expected.jq()) {
      Filter filter = filters.get(text);
      try {
        if (filter != null && !filter.matches(body)) {
          return false;
        }
      } catch (FilterFailure _) {
        return false;
      }
    }
    return true;
  }

  /** In words. */
  String expected() {
    String method = expected.method() == null ? "" : expected.method() + " ";
    String often = expected.count() == null ? "at least 1" : String.valueOf(expected.count());
    List<String> with = new ArrayList<>();
    expected
        .pointers()
        .forEach((at, value) -> with.add(at + " = " + Judge.shown(JsonForm.of(value))));
    with.addAll(expected.jq());
    return "%s of %s%s%s"
        .formatted(
            often,
            method,
            address.shown(),
            with.isEmpty() ? "" : " with " + String.join(", ", with));
  }

  /** In words: all requests, and what those to this address said. */
  String found() {
    List<String> said = new ArrayList<>();
    for (Received request : there) {
      JsonNode body = Documents.tree(request.body());
      for (String pointer : expected.pointers().keySet()) {
        said.add(
            pointer + " = " + (body == null ? "no JSON" : Judge.shown(Judge.at(body, pointer))));
      }
    }
    String requests =
        made.isEmpty()
            ? "no request was made"
            : "%d of %d: %s"
                .formatted(count, made.size(), some(made.stream().map(Received::shown)));
    return said.isEmpty() ? requests : requests + "; with " + some(said.stream());
  }

  /** Each once. */
  private static String some(Stream<String> all) {
    return all.distinct().limit(MOST_SHOWN).collect(Collectors.joining(", "));
  }
}
