package dev.vcond.link.http;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vcond.answer.WorkFailed;
import dev.vcond.config.ConfigException;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.testkit.Bound;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestHttpApi.Answer;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service gives every vCon back as it came, unless a test prepares another answer. */
final class HttpLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("main", "summary", "in");
  private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

  private final TestHttpApi service = TestHttpApi.start();

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  protected Link open() throws Exception {
    return open(Map.of());
  }

  private Link open(Map<String, ?> further) throws Exception {
    Map<String, Object> options = new HashMap<>();
    options.put("url", url(service.address()));
    options.put("api_key", "open-sesame");
    options.putAll(further);
    return HttpLink.open(Bound.options(HttpOptions.class, options), InstantSource.fixed(NOW));
  }

  private static String url(InetSocketAddress address) {
    return "http://127.0.0.1:" + address.getPort() + "/work?token=hidden";
  }

  private LinkResult apply(Vcon vcon, Answer answer) throws Exception {
    return apply(vcon, answer, "vcon");
  }

  private LinkResult apply(Vcon vcon, Answer answer, String form) throws Exception {
    service.answerNext(answer);
    try (Link link = open(Map.of("answer", form))) {
      return link.apply(vcon, CONTEXT);
    }
  }

  @Test
  void the_service_gets_the_bytes_and_learns_where_they_come_from() throws Exception {
    Vcon vcon = document().vcon();
    try (Link link = open()) {
      link.apply(vcon, new LinkContext("main", "summary", "gr\u00fc\u00dfe"));
    }
    TestHttpApi.Request request = service.requests().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/work?token=hidden");
    assertThat(request.body()).isEqualTo(vcon.text());
    assertThat(request.headers())
        .containsEntry("Authorization", List.of("Bearer open-sesame"))
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("Content-length", List.of(Integer.toString(vcon.size())))
        .containsEntry("X-vcon-uuid", List.of(vcon.id().canonical()))
        .containsEntry("X-vcond-chain", List.of("main"))
        .containsEntry("X-vcond-step", List.of("summary"))
        .containsEntry("Idempotency-key", List.of(vcon.id().canonical() + "-" + vcon.sha1Hex()))
        .doesNotContainKey("X-vcond-list");
  }

  @Test
  void the_answer_is_the_document_as_the_service_leaves_it() throws Exception {
    Vcon vcon = document().with("cost", "0.10").vcon();
    String answer =
        vcon.text()
            .replace("0.10", "0.1")
            .replaceFirst("\"subject\": \"[^\"]*\"", "\"subject\": \"new\"");

    Vcon left = apply(vcon, new Answer(200, Map.of(), answer)).vcon();

    assertThat(left.subject()).contains("new");
    assertThat(left.text()).contains("0.10");
    assertThat(left.changed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void an_empty_answer_leaves_the_document_as_it_is_and_the_chain_goes_on(int status)
      throws Exception {
    Vcon vcon = document().vcon();
    for (String form : List.of("vcon", "envelope")) {
      LinkResult result = apply(vcon, new Answer(status), form);
      assertThat(result).isInstanceOf(LinkResult.Continue.class);
      assertThat(result.vcon()).isSameAs(vcon);
    }
  }

  @Test
  void an_envelope_halts_routes_swaps_and_fails() throws Exception {
    Vcon vcon = document().vcon();
    VconId other = SampleVcon.randomId();

    LinkResult halt = apply(vcon, envelope("{'halt': 'too short', 'routes': ['a']}"), "envelope");
    assertThat(((LinkResult.Halt) halt).reason()).isEqualTo("too short");
    assertThat(halt.routes()).containsExactly("a");
    LinkResult swap = apply(vcon, envelope("{'swap': '" + other + "'}"), "envelope");
    assertThat(((LinkResult.Swap) swap).id()).isEqualTo(other);
    assertThatThrownBy(() -> apply(vcon, envelope("{'error': 'no model'}"), "envelope"))
        .isInstanceOf(WorkFailed.class)
        .hasMessageContaining("no model");
    assertThatThrownBy(
            () -> apply(vcon, envelope("{'error': 'later', 'temporary': true}"), "envelope"))
        .isInstanceOf(TemporaryFailure.class);
    assertThatThrownBy(() -> apply(vcon, envelope("{'hault': 'x'}"), "envelope"))
        .isInstanceOf(WorkFailed.class)
        .hasMessageContaining("hault")
        .hasMessageNotContaining("hidden");
  }

  private static Answer envelope(String json) {
    return new Answer(200, Map.of(), json.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"ok\"}",
        "[]",
        "<html>",
        "{\"uuid\": \"018e0000-0000-8000-8000-000000000000\"}",
        "{\"uuid\": \""
      })
  void what_is_not_the_document_never_takes_its_place(String answer) {
    assertThatThrownBy(() -> apply(document().vcon(), new Answer(200, Map.of(), answer)))
        .isInstanceOf(WorkFailed.class)
        .hasMessageContaining("http://127.0.0.1:" + service.address().getPort() + "/work")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "400, false, ''",
    "401, false, api_key",
    "403, false, api_key",
    "404, false, Correct the address",
    "409, false, ''",
    "413, false, ''",
    "415, false, ''",
    "422, false, ''",
    "301, false, redirects",
    "408, true, ''",
    "425, true, ''",
    "429, true, ''",
    "500, true, ''",
    "503, true, ''"
  })
  void a_status_says_whether_to_try_again_and_what_to_mend(
      int status, boolean temporary, String advice) {
    assertThatThrownBy(() ->
            apply(document().vcon(), new Answer(status, Map.of(), "bad key open-sesame,\nsorry")))
        .isInstanceOf(temporary ? TemporaryFailure.class : WorkFailed.class)
        .hasMessageContaining("/work answered " + status + " (bad key ***, sorry)")
        .hasMessageContaining(advice)
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "'Sat, 14 Mar 2026 15:09:36 GMT', PT10S"})
  void the_wait_that_the_service_asks_for_is_passed_on(String header, Duration expected) {
    TemporaryFailure failure =
        catchThrowableOfType(
            TemporaryFailure.class,
            () -> apply(document().vcon(), new Answer(503, Map.of("Retry-After", header), "")));
    assertThat(failure.retryAfter()).contains(expected);
  }

  @Test
  void trouble_with_the_connection_is_temporary() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(service.address());
        Link link = open(Map.of("url", url(proxy.address()), "timeout", "400ms"))) {
      Vcon vcon = document().vcon();
      for (Runnable fault : List.<Runnable>of(proxy::hang, proxy::loseAnswers, proxy::down)) {
        fault.run();
        assertThatThrownBy(() -> link.apply(vcon, CONTEXT))
            .isInstanceOf(TemporaryFailure.class)
            .hasMessageContaining("http://127.0.0.1:" + proxy.address().getPort() + "/work: ");
        proxy.up();
        assertThat(link.apply(vcon, CONTEXT).vcon()).isSameAs(vcon);
      }
    }
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    service.answerNext(new Answer(200, Map.of(), "x".repeat(10_000)));
    try (Link link = open(Map.of("max_response", "1KiB"))) {
      assertThatThrownBy(() -> link.apply(document().vcon(), CONTEXT))
          .hasMessageContaining("more than max_response (1,024 bytes)");
    }
  }

  @Test
  void a_signed_document_may_be_looked_at_and_not_changed() throws Exception {
    Vcon signed =
        SampleVcon.read(SampleVcon.randomId(), "{\"payload\": \"e30\", \"signatures\": [{}]}");
    assertThat(apply(signed, new Answer(204)).vcon()).isSameAs(signed);
    assertThatThrownBy(() ->
            apply(signed, new Answer(200, Map.of(), "{\"payload\": \"x\", \"signatures\": [{}]}")))
        .hasMessageContaining("signed");
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://example.com, begins with http",
    "url, https://me:pw@example.com, do not belong in the address",
    "answer, json, envelope",
    "timeout, 2d, from 1 ms to a day",
    "max_response, 0, at least 1B"
  })
  void options_that_cannot_work_are_refused(String key, String value, String why) {
    assertThatThrownBy(() -> open(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("pw@");
  }
}
