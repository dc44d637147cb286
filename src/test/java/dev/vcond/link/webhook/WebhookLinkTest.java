package dev.vcond.link.webhook;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vcond.config.ConfigException;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.testkit.Bound;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.Json;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestHttpApi.Answer;
import dev.vcond.vcon.Vcon;
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

final class WebhookLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "hook", "in");
  private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

  private final TestHttpApi first = TestHttpApi.start();
  private final TestHttpApi second = TestHttpApi.start();

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Override
  protected Link open() throws Exception {
    return open(Map.of());
  }

  private Link open(Map<String, ?> further) throws Exception {
    Map<String, Object> options = new HashMap<>();
    options.put("webhook-urls", List.of(url(first.address()), url(second.address())));
    options.putAll(further);
    return WebhookLink.open(Bound.options(WebhookOptions.class, options), InstantSource.fixed(NOW));
  }

  private static String url(InetSocketAddress address) {
    return "http://127.0.0.1:" + address.getPort() + "/hook?key=sesame";
  }

  @Test
  void every_address_gets_the_bytes_of_the_document_under_one_key() throws Exception {
    Vcon vcon = document().vcon();
    try (Link link = open(Map.of("headers", Map.of("X-Tenant", "acme", "x-number", 7)))) {
      assertThat(link.apply(vcon, CONTEXT)).isEqualTo(LinkResult.proceed(vcon));
    }
    for (TestHttpApi api : List.of(first, second)) {
      assertThat(api.requests()).hasSize(1);
      TestHttpApi.Request request = api.requests().getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/hook?key=sesame");
      assertThat(request.body()).isEqualTo(vcon.text());
      assertThat(request.headers())
          .containsEntry("Content-type", List.of("application/json"))
          .containsEntry("X-tenant", List.of("acme"))
          .containsEntry("X-number", List.of("7"))
          .containsEntry("X-vcon-uuid", List.of(vcon.id().canonical()))
          .containsEntry("Idempotency-key", List.of(vcon.id().canonical() + "-" + vcon.sha1Hex()));
    }
  }

  @Test
  void a_type_of_its_own_and_a_user_in_the_address_are_sent_as_requests_sends_them()
      throws Exception {
    String url = "http://ada:p%40ss@127.0.0.1:" + first.address().getPort() + "/hook";
    try (Link link =
        open(
            Map.of(
                "webhook-urls", url, "headers", Map.of("content-type", "application/vcon+json")))) {
      link.apply(document().vcon(), CONTEXT);
      first.answerNext(new Answer(400));
      assertThatThrownBy(() -> link.apply(document().vcon(), CONTEXT))
          .hasMessageContaining("/hook answered 400")
          .hasMessageNotContaining("ada")
          .hasMessageNotContaining("p%40ss");
    }
    assertThat(first.requests().getFirst().headers())
        .containsEntry("Content-type", List.of("application/vcon+json"))
        .containsEntry("Authorization", List.of("Basic YWRhOnBAc3M="));
  }

  @Test
  void a_further_attempt_posts_only_what_is_owed_and_a_replay_posts_to_all() throws Exception {
    Vcon vcon = document().vcon();
    try (Link link = open()) {
      first.answerNext(new Answer(503, Map.of("Retry-After", "7"), ""));
      TemporaryFailure failure =
          catchThrowableOfType(TemporaryFailure.class, () -> link.apply(vcon, CONTEXT));
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(failure)
          .hasMessageContaining(first.address().getPort() + "/hook answered 503")
          .hasMessageNotContaining(second.address().getPort() + "/hook")
          .hasMessageNotContaining("sesame");
      assertThat(second.requests()).hasSize(1);

      link.apply(vcon, CONTEXT);
      assertThat(first.requests()).hasSize(2);
      assertThat(second.requests()).hasSize(1);

      link.apply(SampleVcon.read(vcon.id(), vcon.text()), CONTEXT);
      assertThat(first.requests()).hasSize(3);
      assertThat(second.requests()).hasSize(2);
    }
    assertThat(first.requests().stream().map(r -> r.headers().getFirst("Idempotency-Key")))
        .containsOnly(vcon.id().canonical() + "-" + vcon.sha1Hex());
  }

  @Test
  void an_address_that_refused_for_good_is_asked_once_and_named_at_the_end() throws Exception {
    Vcon vcon = document().vcon();
    try (Link link = open()) {
      first.answerNext(new Answer(422, Map.of(), "no such tenant"));
      second.answerNext(new Answer(500));
      assertThatThrownBy(() -> link.apply(vcon, CONTEXT)).isInstanceOf(TemporaryFailure.class);
      assertThatThrownBy(() -> link.apply(vcon, CONTEXT))
          .isInstanceOf(WebhookRefused.class)
          .hasMessageContaining(first.address().getPort() + "/hook answered 422 (no such tenant)");
    }
    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "401, false",
    "403, false",
    "404, false",
    "409, false",
    "413, false",
    "422, false",
    "308, false",
    "408, true",
    "425, true",
    "429, true",
    "500, true",
    "503, true"
  })
  void an_answer_that_is_no_success_is_never_passed_over(int status, boolean temporary)
      throws Exception {
    first.answerNext(new Answer(status, Map.of(), "you sent Bearer open-sesame"));
    try (Link link = open(Map.of("headers", Map.of("Authorization", "Bearer open-sesame")))) {
      assertThatThrownBy(() -> link.apply(document().vcon(), CONTEXT))
          .isInstanceOf(temporary ? TemporaryFailure.class : WebhookRefused.class)
          .hasMessageContaining("answered " + status)
          .hasMessageNotContaining("open-sesame");
    }
    assertThat(second.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "hang", "loseAnswers"})
  void trouble_with_the_connection_is_temporary_and_keeps_nothing_from_the_others(String fault)
      throws Exception {
    try (FaultProxy proxy = FaultProxy.before(first.address());
        Link link =
            open(
                Map.of(
                    "webhook-urls",
                    List.of(url(proxy.address()), url(second.address())),
                    "timeout",
                    "500ms"))) {
      Vcon vcon = document().vcon();
      switch (fault) {
        case "down" -> proxy.down();
        case "hang" -> proxy.hang();
        default -> proxy.loseAnswers();
      }
      assertThatThrownBy(() -> link.apply(vcon, CONTEXT))
          .isInstanceOf(TemporaryFailure.class)
          .hasMessageContaining("http://127.0.0.1:" + proxy.address().getPort() + "/hook: ");
      proxy.up();
      link.apply(vcon, CONTEXT);
    }
    assertThat(first.requests().getLast().method()).isEqualTo("POST");
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void the_old_format_is_posted_and_the_document_stays() throws Exception {
    Vcon vcon =
        document()
            .with("amended", "{}")
            .with("critical", "[\"x\"]")
            .with(
                "attachments",
                "[{\"purpose\": \"tags\", \"encoding\": \"json\", \"body\": \"[\\\"a:b\\\"]\"}]")
            .vcon();
    try (Link link = open(Map.of("egress_format_version", "0.0.1"))) {
      assertThat(link.apply(vcon, CONTEXT).vcon()).isSameAs(vcon);
    }
    TestHttpApi.Request request = first.requests().getFirst();
    String expected =
        vcon.text()
            .replace("0.4.0", "0.0.1")
            .replace("amended", "appended")
            .replace("critical", "must_support")
            .replace("mediatype", "mimetype")
            .replace("purpose", "type")
            .replace("\"encoding\": \"json\"", "\"encoding\": \"none\"")
            .replace("\"[\\\"a:b\\\"]\"", "[\"a:b\"]")
            .replaceFirst("}$", ", \"group\": [], \"redacted\": {}}");
    assertThat(Json.same(request.body().getBytes(UTF_8), expected.getBytes(UTF_8))).isTrue();
    assertThat(request.headers().getFirst("Idempotency-Key"))
        .isNotEqualTo(vcon.id().canonical() + "-" + vcon.sha1Hex());
  }

  @Test
  void a_changed_document_is_in_redis_before_anybody_is_told_of_it() throws Exception {
    try (Link link = open(Map.of("timeout", "10s"))) {
      assertThat(link.showsId()).isTrue();
      assertThat(link.defaultTimeout()).isEqualTo(Duration.ofSeconds(2 * 3 * 10 + 30));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-urls, ftp://example.com, begins with http",
    "webhook-urls, https://example.com/#x, fragment",
    "egress_format, 0.3, 0.0.1",
    "timeout, 0s, from 1 ms"
  })
  void options_that_cannot_work_are_refused(String key, String value, String why) {
    assertThatThrownBy(() -> open(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void without_an_address_nothing_is_posted_and_the_vcon_goes_on() throws Exception {
    Vcon vcon = document().vcon();
    try (Link link = open(Map.of("webhook-urls", List.of()))) {
      assertThat(link.apply(vcon, CONTEXT)).isEqualTo(LinkResult.proceed(vcon));
    }
    assertThat(first.requests()).isEmpty();
  }
}
