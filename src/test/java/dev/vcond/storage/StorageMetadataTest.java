package dev.vcond.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testkit.SampleVcon;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored beside a document. */
class StorageMetadataTest {
  private static final Instant NOW = Instant.parse("2026-03-15T01:02:03Z");

  private static StorageMetadata of(SampleVcon sample) {
    return StorageMetadata.of(sample.vcon(), NOW);
  }

  private static SampleVcon created(String json) {
    return SampleVcon.document().with("created_at", json);
  }

  @Test
  void it_is_the_id_the_documents_own_time_the_time_of_storing_and_a_version() {
    var sample = SampleVcon.document();
    assertThat(of(sample).values())
        .containsExactly(
            Map.entry("uuid", sample.vcon().id().canonical()),
            Map.entry("created_at", "2026-03-14T15:09:26.535+01:00"),
            Map.entry("stored_at", "2026-03-15T01:02:03Z"),
            Map.entry("storage_version", "1.0"));
    assertThat(of(sample).plainValues()).isEqualTo(of(sample).values());
  }

  @Test
  void a_document_without_a_time_has_none() {
    assertThat(of(SampleVcon.document().without("created_at")).values())
        .containsOnlyKeys("uuid", "stored_at", "storage_version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Mär 2026\"",
        "\"2026-01-01\\r\\nX-Admin: yes\"",
        "\" 2026-01-01\"",
        "\"\"",
        "\"\uD83D\uDCDE\"",
        "\"a  b\""
      })
  void what_no_header_can_carry_stays_in_the_document(String json) {
    assertThat(of(created(json)).values()).containsKey("created_at");
    assertThat(of(created(json)).plainValues())
        .containsOnlyKeys("uuid", "stored_at", "storage_version");
  }

  @Test
  void a_time_that_is_written_with_a_blank_is_carried_and_a_novel_is_not() {
    assertThat(of(created("\"2026-03-14 15:09\"")).plainValues())
        .containsEntry("created_at", "2026-03-14 15:09");
    assertThat(of(created('"' + "x".repeat(101) + '"')).plainValues())
        .doesNotContainKey("created_at");
  }
}
