package dev.vcond.storage.http;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.config.ByteSize;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.config.Secret;
import dev.vcond.config.StoragePolicy;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.FaultClass;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.TransientFault;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestHttpApi.Answer;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, and what answers mean. */
class RequestsTest {
  private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

  private final TestHttpApi api = TestHttpApi.start();
  private final StorageSetup setup = new StorageSetup("api", InstantSource.fixed(NOW));

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpStorage open(@Nullable String key, Map<String, Secret> headers, String maxResponse)
      throws Exception {
    var options =
        new HttpOptions(
            HttpStorageTest.url(api.address()),
            key == null ? null : new Secret(key),
            Duration.ofSeconds(5),
            headers,
            false,
            null,
            ByteSize.parse(maxResponse));
    return (HttpStorage) HttpStorage.type().opener().open(options, setup);
  }

  private HttpStorage open() throws Exception {
    return open(null, Map.of(), "1MiB");
  }

  @Test
  void a_post_bears_the_key_of_its_content_and_the_metadata() throws Exception {
    Vcon vcon = document().vcon();
    try (HttpStorage storage = open("sesame", Map.of("X-Tenant", new Secret("acme")), "1MiB")) {
      storage.save(vcon);
      storage.save(vcon);
      storage.save(document().id(vcon.id()).with("subject", "\"new\"").vcon());
    }
    TestHttpApi.Request first = api.requests().getFirst();
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.path()).isEqualTo("/api/vcons");
    assertThat(first.body()).isEqualTo(vcon.text());
    assertThat(first.headers())
        .containsEntry("Authorization", List.of("Bearer sesame"))
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("X-tenant", List.of("acme"))
        .containsEntry("X-vcon-uuid", List.of(vcon.id().canonical()))
        .containsEntry("X-vcon-created-at", List.of("2026-03-14T15:09:26.535+01:00"))
        .containsEntry("X-vcon-stored-at", List.of("2026-03-14T15:09:26Z"))
        .containsEntry("X-vcon-storage-version", List.of("1.0"))
        .containsEntry("Content-length", List.of(Integer.toString(vcon.size())))
        .doesNotContainKey("Upgrade");
    List<String> keys =
        api.requests().stream().map(r -> r.headers().getFirst("Idempotency-Key")).toList();
    assertThat(keys.get(0)).startsWith(vcon.id().canonical()).isEqualTo(keys.get(1));
    assertThat(keys.get(2)).startsWith(vcon.id().canonical()).isNotEqualTo(keys.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "400, DOCUMENT", "409, DOCUMENT", "413, DOCUMENT", "415, DOCUMENT", "422, DOCUMENT",
    "301, SERVICE", "401, SERVICE", "403, SERVICE", "404, SERVICE", "405, SERVICE",
    "408, TRANSIENT", "425, TRANSIENT", "429, TRANSIENT", "500, TRANSIENT", "502, TRANSIENT",
    "503, TRANSIENT", "504, TRANSIENT"
  })
  void an_answer_to_a_post_has_its_class(int status, FaultClass expected) throws Exception {
    api.answerNext(new Answer(status, Map.of(), "{\"why\":\n \"because\"}"));
    try (HttpStorage storage = open("sesame", Map.of(), "1MiB")) {
      Throwable fault = catchThrowable(() -> storage.save(document().vcon()));
      assertThat(FaultClass.of(fault)).isEqualTo(expected);
      assertThat(fault)
          .hasMessageContaining("/api/vcons answered " + status)
          .hasMessageContaining("{\"why\": \"because\"}")
          .hasMessageNotContaining("sesame");
    }
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "'Sat, 14 Mar 2026 15:09:36 GMT', PT10S", "soon, "})
  void retry_after_is_seconds_or_a_date(String header, @Nullable Duration expected)
      throws Exception {
    api.answerNext(new Answer(503, Map.of("Retry-After", header), ""));
    try (HttpStorage storage = open()) {
      Throwable fault = catchThrowable(() -> storage.save(document().vcon()));
      assertThat(((TransientFault) fault).retryAfter()).isEqualTo(Optional.ofNullable(expected));
    }
  }

  @Test
  void a_redirect_is_told_and_not_followed() throws Exception {
    api.answerNext(new Answer(308, Map.of("Location", "https://new.example.com/v2?key=1"), ""));
    try (HttpStorage storage = open()) {
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("https://new.example.com/v2:")
          .hasMessageNotContaining("key=1");
    }
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void an_error_while_reading_is_never_taken_for_not_there() throws Exception {
    Vcon vcon = document().vcon();
    try (HttpStorage storage = open()) {
      for (int status : new int[] {400, 401, 403, 429, 500, 301}) {
        api.answerNext(new Answer(status));
        assertThatThrownBy(() -> storage.get(vcon.id())).isNotInstanceOf(DocumentFault.class);
        api.answerNext(new Answer(status));
        assertThatThrownBy(() -> storage.delete(vcon.id())).isNotInstanceOf(DocumentFault.class);
      }
    }
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    try (HttpStorage storage = open(null, Map.of(), "1KiB")) {
      api.answerNext(new Answer(200, Map.of(), "x".repeat(10_000)));
      assertThatThrownBy(() -> storage.get(document().vcon().id()))
          .isInstanceOf(TransientFault.class)
          .hasMessageContaining("more than max_response (1,024 bytes)");
      api.answerNext(new Answer(400, Map.of(), "x".repeat(5_000_000)));
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(DocumentFault.class)
          .message()
          .hasSizeLessThan(400);
    }
  }

  @Test
  void a_date_that_is_no_header_is_left_out() throws Exception {
    try (HttpStorage storage = open()) {
      storage.save(document().with("created_at", "\"a\\r\\nX-Evil: 1\"").vcon());
    }
    assertThat(api.requests().getFirst().headers())
        .doesNotContainKeys("X-evil", "X-vcon-created-at");
  }

  @Test
  void a_check_says_what_an_operator_has_to_correct() throws Exception {
    try (HttpStorage storage = open()) {
      assertThatCode(storage::check).doesNotThrowAnyException();
      api.answerNext(new Answer(401));
      assertThatThrownBy(storage::check)
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("api_key");
      api.answerNext(new Answer(200, Map.of(), "<html>"));
      assertThatThrownBy(storage::check)
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("base_url");
    }
  }

  @Test
  void a_service_that_is_not_there_is_named() throws Exception {
    api.close();
    try (HttpStorage storage = open()) {
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(TransientFault.class)
          .hasMessageContaining("http://127.0.0.1:" + api.address().getPort() + "/api/vcons")
          .hasMessageContaining("refused");
    }
  }

  @Test
  void a_webhook_posts_to_every_address_even_if_one_fails() throws Exception {
    try (TestHttpApi other = TestHttpApi.start()) {
      var options =
          new WebhookOptions(
              List.of(HttpStorageTest.url(api.address()), HttpStorageTest.url(other.address())),
              Map.of("Authorization", new Secret("Basic eA==")),
              Duration.ofSeconds(5),
              false,
              null);
      try (Storage storage = WebhookStorage.type().opener().open(options, setup)) {
        storage.check();
        api.answerNext(new Answer(503));
        assertThatThrownBy(() -> storage.save(document().vcon()))
            .isInstanceOf(TransientFault.class);
        storage.save(document().vcon());
      }
      assertThat(other.requests().stream().filter(r -> r.method().equals("POST"))).hasSize(2);
      assertThat(other.requests().getLast().headers())
          .containsEntry("Authorization", List.of("Basic eA=="));
    }
  }

  @Test
  void retries_of_the_mcp_server_are_attempts_of_the_engine() {
    var options =
        new McpOptions(URI.create("http://127.0.0.1:3000"), null, Duration.ofSeconds(5), 4);
    var none =
        new McpOptions(URI.create("http://127.0.0.1:3000"), null, Duration.ofSeconds(5), null);
    StoragePolicy policy =
        Objects.requireNonNull(
            RecordBinder.bind(StoragePolicy.class, Mapping.empty(), "", new Problems()));
    assertThat(options.over(policy).retry().maxAttempts()).isEqualTo(5);
    assertThat(none.over(policy)).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com, begins with http",
    "https:///vcons, begins with http",
    "https://me:pw@example.com, do not belong in the address",
    "https://example.com/#x, fragment"
  })
  void an_address_that_cannot_work_is_refused(String url, String why) {
    assertThatThrownBy(() -> HttpStorageTest.options(URI.create(url), false))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("pw@");
  }

  @Test
  void a_file_of_authorities_that_is_none_is_named(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "hello");
    var options =
        new HttpOptions(
            URI.create("https://127.0.0.1:1"),
            null,
            Duration.ofSeconds(5),
            Map.of(),
            false,
            file,
            ByteSize.parse("1MiB"));
    assertThatThrownBy(() -> HttpStorage.type().opener().open(options, setup))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca.pem");
  }
}
