package dev.vcond.link.diet;

import static dev.vcond.link.diet.Diets.conversation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.link.Link;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.Json;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestHttpApi.Answer;
import dev.vcond.vcon.Vcon;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies behind an address that answers with where they are. */
final class DietToAddressTest {
  private final TestHttpApi media = TestHttpApi.start();

  @AfterEach
  void stop() {
    media.close();
  }

  private Vcon apply(Vcon vcon, Map<String, ?> further) throws Exception {
    return apply(vcon, media.address(), further);
  }

  private static Vcon apply(Vcon vcon, InetSocketAddress at, Map<String, ?> further)
      throws Exception {
    Map<String, Object> options = new HashMap<>();
    options.put("remove_dialog_body", true);
    options.put("post_media_to_url", "http://127.0.0.1:" + at.getPort() + "/bodies?key=hidden");
    options.putAll(further);
    try (Link link = Diets.open(options)) {
      return link.apply(vcon, Diets.CONTEXT).vcon();
    }
  }

  private static Answer at(String url) {
    return new Answer(200, Map.of(), "{\"url\": \"" + url + "\"}");
  }

  @Test
  void each_body_is_posted_as_it_stands_and_its_address_taken() throws Exception {
    media.answerNext(at("https://m.example.com/1"));
    media.answerNext(
        new Answer(
            201,
            Map.of(),
            "{\"url\": \"https://m.example.com/2\", \"content_hash\": \"sha512-y\"}"));
    Vcon vcon = conversation();

    Vcon left = apply(vcon, Map.of("headers", Map.of("Authorization", "Bearer x-sesame")));

    assertThat(left.dialog().get(0).url()).contains("https://m.example.com/1");
    assertThat(left.dialog().get(0).contentHashes()).hasSize(1);
    assertThat(left.dialog().get(0).body().isEmpty()).isTrue();
    assertThat(left.dialog().get(1).url()).contains("https://m.example.com/2");
    assertThat(left.dialog().get(1).contentHashes()).containsExactly("sha512-y");
    assertThat(media.requests()).hasSize(2);
    TestHttpApi.Request request = media.requests().getFirst();
    String expected =
        "{\"content\": \"%s\", \"vcon_uuid\": \"%s\", \"dialog_id\": \"leg-1\"}"
            .formatted(Diets.WAV, vcon.id().canonical());
    assertThat(Json.same(request.body().getBytes(UTF_8), expected.getBytes(UTF_8))).isTrue();
    assertThat(request.headers())
        .containsEntry("Authorization", List.of("Bearer x-sesame"))
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("X-vcon-mediatype", List.of("audio/x-wav"));
    assertThat(request.headers().getFirst("Idempotency-Key")).startsWith(vcon.id().canonical());
  }

  @Test
  void the_form_of_vcon_server_names_it_in_the_body() throws Exception {
    media.answerNext(at("https://m.example.com/1"));
    media.answerNext(at("https://m.example.com/2"));
    Vcon left = apply(conversation(), Map.of("reference", "body"));
    assertThat(left.dialog().getFirst().text("body")).contains("https://m.example.com/1");
    assertThat(left.dialog().getFirst().text("body_type")).contains("url");
    assertThat(apply(left, Map.of("reference", "body"))).isSameAs(left);
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "401, false",
    "413, false",
    "404, false",
    "429, true",
    "500, true",
    "503, true"
  })
  void a_body_that_is_not_taken_stays_and_the_vcon_fails(int status, boolean temporary) {
    media.answerNext(at("https://m.example.com/1"));
    media.answerNext(new Answer(status));
    Vcon vcon = conversation();
    String before = vcon.text();
    assertThatThrownBy(() -> apply(vcon, Map.of()))
        .isInstanceOf(temporary ? TemporaryFailure.class : DietFailed.class)
        .hasMessageContaining("The body of dialog 1 was not moved: ")
        .hasMessageContaining("/bodies answered " + status)
        .hasMessageNotContaining("hidden");
    assertThat(vcon.text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "<html>", "{\"url\": \"\"}", "{\"url\": {}}", "[1]"})
  void an_answer_that_does_not_say_where_it_is_is_a_failure(String answer) {
    media.answerNext(new Answer(200, Map.of(), answer));
    assertThatThrownBy(() -> apply(conversation(), Map.of()))
        .isInstanceOf(DietFailed.class)
        .hasMessageContaining("did not say where it is")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://m.example.com/1",
        "/bodies/1",
        "//m.example.com/1",
        "m.example.com/1",
        "https:1",
        "https:///1",
        "https://m.example.com/a b",
        "urn:uuid:1"
      })
  void a_body_stays_if_its_new_address_is_none(String url) {
    media.answerNext(at(url));
    Vcon vcon = conversation();
    String before = vcon.text();
    assertThatThrownBy(() -> apply(vcon, Map.of()))
        .isInstanceOf(DietFailed.class)
        .hasMessageContaining("The body of dialog 0 was not moved: ")
        .hasMessageContaining("/bodies answered with a \"url\" that is none: expected")
        .hasMessageNotContaining("hidden");
    assertThat(vcon.text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://media/a_b/1.wav",
        "HTTPS://m_1.example.com:8443/1?sig=a%20b",
        "http://[::1]:9000/1"
      })
  void an_address_of_any_service_is_taken(String url) throws Exception {
    media.answerNext(at(url));
    media.answerNext(at(url));
    assertThat(apply(conversation(), Map.of()).dialog().getFirst().url()).contains(url);
  }

  @Test
  void an_address_that_hangs_is_temporary_trouble() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(media.address())) {
      proxy.hang();
      assertThatThrownBy(() -> apply(conversation(), proxy.address(), Map.of("timeout", "300ms")))
          .isInstanceOf(TemporaryFailure.class)
          .hasMessageContaining("no answer within the time-out");
    }
  }
}
