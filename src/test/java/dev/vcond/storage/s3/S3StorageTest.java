package dev.vcond.storage.s3;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigException;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testserver.TestS3;
import dev.vcond.vcon.Vcon;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

/** What lies in the bucket, seen by another client, and what an operator is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StorageTest {
  private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

  private TestS3 server;
  private S3Client client;

  @BeforeAll
  void start() throws Exception {
    server = TestS3.start("vcons");
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

  private S3OptionsBuilder options() {
    return S3OptionsBuilder.at(server.address());
  }

  private static S3Storage open(S3OptionsBuilder options) throws Exception {
    return (S3Storage)
        S3Storage.type()
            .opener()
            .open(options.build(), new StorageSetup("s3", InstantSource.fixed(NOW)));
  }

  private List<String> keys(Vcon vcon) {
    return client.listObjectsV2(r -> r.bucket("vcons")).contents().stream()
        .map(S3Object::key)
        .filter(key -> key.contains(vcon.id().canonical()))
        .toList();
  }

  private String content(String key) {
    return client.getObjectAsBytes(r -> r.bucket("vcons").key(key)).asUtf8String();
  }

  @Test
  void an_object_has_its_name_its_type_and_its_metadata() throws Exception {
    Vcon vcon = document().vcon();
    try (S3Storage storage = open(options().with("prefix", "a/b/"))) {
      storage.save(vcon);
    }
    String key = "a/b/" + vcon.id().canonical() + ".json";
    assertThat(keys(vcon)).containsExactly(key);
    assertThat(content(key)).isEqualTo(vcon.text());
    var head = client.headObject(r -> r.bucket("vcons").key(key));
    assertThat(head.contentType()).isEqualTo("application/json");
    assertThat(head.metadata())
        .containsEntry("uuid", vcon.id().canonical())
        .containsEntry("created_at", "2026-03-14T15:09:26.535+01:00")
        .containsEntry("stored_at", NOW.toString())
        .containsEntry("storage_version", "1.0");
  }

  @Test
  void the_older_names_write_what_vcon_server_wrote() throws Exception {
    Vcon vcon = document().vcon();
    S3OptionsBuilder older =
        options()
            .without("access_key")
            .without("secret_key")
            .with("aws_access_key_id", TestS3.KEY)
            .with("aws_secret_access_key", TestS3.SECRET)
            .with("aws_bucket", "vcons")
            .with("aws_region", "us-east-1")
            .with("s3_path", "calls");
    try (S3Storage storage = open(older)) {
      storage.save(vcon);
    }
    String id = vcon.id().canonical();
    assertThat(keys(vcon))
        .containsExactlyInAnyOrder(
            "calls/2026/03/14/" + id + ".vcon", "calls/lookup/" + id + ".txt");
    assertThat(content("calls/lookup/" + id + ".txt")).isEqualTo("2026/03/14");
    assertThat(content("calls/2026/03/14/" + id + ".vcon")).isEqualTo(vcon.text());
  }

  @Test
  void a_document_whose_date_changes_moves() throws Exception {
    Vcon vcon = document().vcon();
    Vcon moved = document().id(vcon.id()).with("created_at", "\"2020-01-02T00:00:00Z\"").vcon();
    try (S3Storage storage = open(options().with("layout", "dated"))) {
      storage.save(vcon);
      storage.save(moved);
    }
    String id = vcon.id().canonical();
    assertThat(keys(vcon))
        .containsExactlyInAnyOrder("2020/01/02/" + id + ".vcon", "lookup/" + id + ".txt");
  }

  @Test
  void either_layout_reads_and_deletes_what_the_other_one_wrote() throws Exception {
    Vcon flat = document().vcon();
    Vcon dated = document().vcon();
    try (S3Storage one = open(options());
        S3Storage other = open(options().with("layout", "dated"))) {
      one.save(flat);
      other.save(dated);
      assertThat(other.get(flat.id()))
          .hasValueSatisfying(b -> assertThat(b).asString(UTF_8).isEqualTo(flat.text()));
      assertThat(one.get(dated.id()))
          .hasValueSatisfying(b -> assertThat(b).asString(UTF_8).isEqualTo(dated.text()));
      assertThat(other.delete(flat.id())).isTrue();
      assertThat(one.delete(dated.id())).isTrue();
      assertThat(one.delete(dated.id())).isFalse();
    }
    assertThat(keys(flat)).isEmpty();
    assertThat(keys(dated)).isEmpty();
  }

  @Test
  void a_compressed_object_says_so_and_a_large_one_arrives_in_several_requests() throws Exception {
    Vcon vcon = document().withBody(22_000_000).vcon();
    try (S3Storage storage = open(options().with("multipart_above", "5MiB"))) {
      storage.saveCompressed(vcon);
      String key = keys(vcon).getFirst();
      assertThat(client.headObject(r -> r.bucket("vcons").key(key)).contentEncoding())
          .isEqualTo("gzip");
      storage.save(vcon);
      assertThat(client.headObject(r -> r.bucket("vcons").key(key)).eTag()).contains("-2");
      assertThat(client.headObject(r -> r.bucket("vcons").key(key)).metadata())
          .containsEntry("uuid", vcon.id().canonical());
      assertThat(storage.get(vcon.id()).orElseThrow()).isEqualTo(vcon.copyBytes());
      storage.delete(vcon.id());
    }
    assertThat(client.listMultipartUploads(r -> r.bucket("vcons")).uploads()).isEmpty();
  }

  @Test
  void a_check_leaves_nothing_behind() throws Exception {
    Vcon vcon = document().vcon();
    try (S3Storage storage = open(options().with("prefix", "checked"))) {
      storage.check();
    }
    assertThat(client.listObjectsV2(r -> r.bucket("vcons").prefix("checked")).contents()).isEmpty();
    assertThat(keys(vcon)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "secret_key, wrong-secret, access_key and secret_key",
    "access_key, unknown-key, access_key and secret_key",
    "bucket, no-such-bucket, Make the bucket"
  })
  void what_the_operator_has_to_mend_is_said(String option, String value, String advice)
      throws Exception {
    try (S3Storage storage = open(options().with(option, value))) {
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("http://127.0.0.1:")
          .hasMessageContaining(advice)
          .hasMessageNotContaining(TestS3.SECRET)
          .hasMessageNotContaining("wrong-secret");
      assertThatThrownBy(() -> storage.get(document().vcon().id()))
          .isInstanceOf(ServiceFault.class);
      assertThatThrownBy(storage::check).isInstanceOf(ServiceFault.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "secret_key, '', need each other",
    "endpoint_url, ftp://example.com, begins with http",
    "kms_key, alias/x, encryption: kms",
    "multipart_above, 1MiB, from 5MiB",
    "bucket, 'a b', name of a bucket",
    "layout, round, flat"
  })
  void options_that_cannot_work_are_refused(String key, String value, String why) {
    S3OptionsBuilder changed =
        value.isEmpty() ? options().without(key) : options().with(key, value);
    assertThatThrownBy(changed::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }
}
