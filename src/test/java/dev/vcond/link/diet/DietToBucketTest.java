package dev.vcond.link.diet;

import static dev.vcond.link.diet.Diets.apply;
import static dev.vcond.link.diet.Diets.bucket;
import static dev.vcond.link.diet.Diets.conversation;
import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.link.Link;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestS3;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.Vcon;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Bodies in a bucket, seen by another client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DietToBucketTest extends LinkContract {
  private static final byte[] SOUND = Base64.getUrlDecoder().decode(Diets.WAV);

  private TestS3 server;
  private S3Client client;

  @BeforeAll
  void start() throws Exception {
    server = TestS3.start("media");
    client =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.address().getPort()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(TestS3.KEY, TestS3.SECRET)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    server.close();
  }

  /** A signed address has the time in it. */
  @Override
  protected Link open() throws Exception {
    return Diets.open(options(Map.of("presigned_url_expiration", 0)));
  }

  private Map<String, Object> options(Map<String, ?> further) {
    return bucket(server.address(), further);
  }

  private List<String> keys(Vcon vcon) {
    return client.listObjectsV2(r -> r.bucket("media")).contents().stream()
        .map(S3Object::key)
        .filter(key -> key.contains(vcon.id().canonical()))
        .toList();
  }

  private byte[] content(String key) {
    return client.getObjectAsBytes(r -> r.bucket("media").key(key)).asByteArray();
  }

  private static String hash(byte[] content) throws Exception {
    return "sha512-"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(MessageDigest.getInstance("SHA-512").digest(content));
  }

  private static String path(String url) {
    return URI.create(url).getPath().replaceFirst("^/media/", "");
  }

  @Test
  void the_content_itself_is_moved_and_its_dialog_says_where_it_is() throws Exception {
    Vcon left =
        apply(conversation(), options(Map.of("s3_path", "/calls/", "presigned_url_expiration", 0)));

    Dialog recording = left.dialog().get(0);
    String url = recording.url().orElseThrow();
    assertThat(url)
        .matches(
            "http://127.0.0.1:\\d+/media/calls/"
                + left.id().canonical()
                + "/leg-1_[0-9a-f]{32}.wav");
    assertThat(recording.contentHashes()).containsExactly(hash(SOUND));
    assertThat(recording.json().has("body")).isFalse();
    assertThat(recording.json().has("encoding")).isFalse();
    assertThat(recording.json().toString()).contains("\"duration\":1.50", "audio/x-wav");
    assertThat(content(path(url))).isEqualTo(SOUND);
    assertThat(client.headObject(r -> r.bucket("media").key(path(url))).contentType())
        .isEqualTo("audio/x-wav");

    String text = left.dialog().get(1).url().orElseThrow();
    assertThat(text).matches(".*/[0-9a-f]{32}.txt");
    assertThat(content(path(text))).asString(UTF_8).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(left.dialog().get(2).url()).contains("https://example.com/b.wav");
    assertThat(left.dialog().get(3).url()).isEmpty();
    assertThat(left.tree().path("dialog").get(4).asInt()).isEqualTo(7);
  }

  @Test
  void everybody_may_read_a_signed_address_for_as_long_as_it_says() throws Exception {
    Vcon left = apply(conversation(), options(Map.of("presigned_url_expiration", 120)));

    URI url = URI.create(left.dialog().getFirst().url().orElseThrow());
    assertThat(url.getQuery()).contains("X-Amz-Expires=120", "X-Amz-Signature=");
    assertThat(url.toString()).doesNotContain(TestS3.SECRET);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(SOUND);
    }
    assertThat(apply(conversation(), options(Map.of())).dialog().getFirst().url().orElseThrow())
        .contains("X-Amz-Expires=3600");
  }

  @Test
  void a_run_after_one_that_failed_later_puts_the_same_objects_there() throws Exception {
    Vcon vcon = conversation();
    Map<String, Object> options = options(Map.of("presigned_url_expiration", 0));
    Vcon first = apply(vcon, options);
    List<String> keys = keys(vcon);
    Vcon second = apply(SampleVcon.read(vcon.id(), vcon.text()), options);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(keys(vcon)).isEqualTo(keys).hasSize(2);
    assertThat(apply(first, options)).isSameAs(first);
  }

  @Test
  void the_form_of_vcon_server_keeps_the_text_and_names_it_in_the_body() throws Exception {
    Map<String, Object> options =
        options(Map.of("reference", "body", "presigned_url_expiration", 0));
    Vcon left = apply(conversation(), options);

    Dialog recording = left.dialog().getFirst();
    assertThat(recording.text("body_type")).contains("url");
    assertThat(recording.text("encoding")).contains("base64url");
    String key = path(recording.text("body").orElseThrow());
    assertThat(key).endsWith(".txt");
    assertThat(content(key)).asString(UTF_8).isEqualTo(Diets.WAV);
    assertThat(apply(left, options)).isSameAs(left);
  }

  @ParameterizedTest
  @CsvSource({
    "aws_secret_access_key, wrong-secret, ' Correct aws_access_key_id and aws_secret_access_key.'",
    "s3_bucket, no-such-bucket, 'Make the bucket, or correct `s3_bucket`, `aws_region` or"
        + " `endpoint_url`.'"
  })
  void a_bucket_that_does_not_take_it_fails_the_vcon_with_all_its_bodies(
      String option, String value, String advice) {
    Vcon vcon = conversation();
    String before = vcon.text();
    assertThatThrownBy(() -> apply(vcon, options(Map.of(option, value))))
        .isInstanceOf(DietFailed.class)
        .hasMessageContaining("body of dialog 0 was not moved: ")
        .hasMessageContaining(advice)
        .hasMessageNotContaining("wrong-secret");
    assertThat(vcon.text()).isEqualTo(before);
  }

  @Test
  void a_bucket_that_is_away_for_a_while_is_tried_again() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(server.address());
        Link link = Diets.open(bucket(proxy.address(), Map.of()))) {
      proxy.down();
      Vcon vcon = conversation();
      assertThatThrownBy(() -> link.apply(vcon, Diets.CONTEXT))
          .isInstanceOf(TemporaryFailure.class)
          .hasMessageContaining("body of dialog 0 was not moved: bucket media at ");
      proxy.up();
      assertThat(link.apply(vcon, Diets.CONTEXT).vcon().dialog().getFirst().url()).isPresent();
    }
  }

  @Test
  void a_body_that_is_not_what_its_encoding_says_stays() {
    Vcon vcon =
        document()
            .with(
                "dialog",
                "[{\"type\": \"recording\", \"encoding\": \"base64url\", \"body\": \"no!base64\"}]")
            .vcon();
    assertThatThrownBy(() -> apply(vcon, options(Map.of())))
        .isInstanceOf(DietFailed.class)
        .hasMessageContaining("body of dialog 0")
        .hasMessageContaining("no base64url");
  }

  @Test
  void a_recording_of_old_without_an_encoding_is_base64() throws Exception {
    Vcon vcon =
        document()
            .with(
                "dialog",
                "[{\"type\": \"recording\", \"mimetype\": \"audio/mp3\", \"body\": \"SUQz\"},"
                    + " {\"type\": \"text\", \"body\": \"SUQz\"}]")
            .vcon();
    Vcon left = apply(vcon, options(Map.of("presigned_url_expiration", 0)));
    assertThat(content(path(left.dialog().get(0).url().orElseThrow())))
        .asString(UTF_8)
        .isEqualTo("ID3");
    assertThat(content(path(left.dialog().get(1).url().orElseThrow())))
        .asString(UTF_8)
        .isEqualTo("SUQz");
  }

  @Test
  void a_media_type_of_several_lines_is_kept_and_one_that_is_none_is_not() throws Exception {
    Vcon vcon =
        document()
            .with(
                "dialog",
                """
                [{"type": "text", "mediatype": "multipart/mixed; \\n\\tboundary=x", "body": "a"},\
                 {"type": "text", "mediatype": "caf\u00e9", "body": "b"}]\
                """)
            .vcon();
    Vcon left = apply(vcon, options(Map.of("presigned_url_expiration", 0)));
    assertThat(left.dialog())
        .extracting(dialog -> path(dialog.url().orElseThrow()))
        .extracting(key -> client.headObject(r -> r.bucket("media").key(key)).contentType())
        .containsExactly("multipart/mixed; boundary=x", "text/plain");
  }

  @Test
  void a_large_recording_arrives_whole() throws Exception {
    String base64 = "QUJDREVG".repeat(1_000_000);
    Vcon vcon =
        document()
            .with(
                "dialog",
                "[{\"type\": \"recording\", \"encoding\": \"base64url\", \"body\": \""
                    + base64
                    + "\"}]")
            .vcon();
    Vcon left = apply(vcon, options(Map.of("presigned_url_expiration", 0)));
    assertThat(left.size()).isLessThan(2_000);
    assertThat(client.headObject(r -> r.bucket("media").key(keys(vcon).getFirst())).contentLength())
        .isEqualTo(6_000_000);
  }
}
