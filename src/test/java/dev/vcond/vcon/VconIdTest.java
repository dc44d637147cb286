package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VconIdTest {
  private static final String LOWER = "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabcd";
  private static final String UPPER = "0190A1B2-C3D4-8E5F-9A6B-7C8D9E0FABCD";

  @Test
  void an_id_keeps_the_text_it_was_popped_with_and_knows_its_lower_case() {
    VconId id = VconId.parse(UPPER).orElseThrow();

    assertThat(id.asPopped()).isEqualTo(UPPER);
    assertThat(id).hasToString(UPPER);
    assertThat(id.canonical()).isEqualTo(LOWER);
    assertThat(id.uuid()).isEqualTo(UUID.fromString(LOWER));
  }

  @Test
  void ids_of_different_case_are_different_entries_of_the_same_document() {
    VconId lower = VconId.parse(LOWER).orElseThrow();
    VconId upper = VconId.parse(UPPER).orElseThrow();

    assertThat(lower).isNotEqualTo(upper).isEqualTo(VconId.parse(LOWER).orElseThrow());
    assertThat(lower.hashCode()).isEqualTo(VconId.parse(LOWER).orElseThrow().hashCode());
    assertThat(lower.sameDocument(upper)).isTrue();
    assertThat(lower.sameDocument(VconId.parse(UUID.randomUUID().toString()).orElseThrow()))
        .isFalse();
  }

  @Test
  void ids_sort_by_document_and_then_by_their_text() {
    VconId lower = VconId.parse(LOWER).orElseThrow();
    VconId upper = VconId.parse(UPPER).orElseThrow();
    VconId higher = VconId.parse("FFFFFFFF-c3d4-8e5f-9a6b-7c8d9e0fabcd").orElseThrow();

    assertThat(lower).isLessThan(higher);
    assertThat(upper).isLessThan(higher);
    assertThat(upper.compareTo(lower)).isNotZero();
    assertThat(lower).isEqualByComparingTo(VconId.parse(LOWER).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../../etc/passwd",
        " 0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabcd",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabcd\n",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabc",
        "0190a1b2c3d48e5f9a6b7c8d9e0fabcd",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabcg",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabc\u0131",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fab\uff11\uff12",
        "0190a1b2-c3d4-8e5f-9a6b-7c8d9-0fabcd",
        "0190a1b20c3d4-8e5f-9a6b-7c8d9e0fabcd",
        "1-1-1-1-1",
        "{0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fab}",
        "urn:uuid:0190a1b2-c3d4-8e5f-9a6b-7c8d9e0fabcd"
      })
  void anything_else_is_no_id(String text) {
    assertThat(VconId.parse(text)).isEmpty();
    assertThat(VconId.parse(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void raw_bytes_are_an_id_only_if_they_spell_one() {
    byte[] brokenUtf8 = LOWER.getBytes(UTF_8);
    brokenUtf8[3] = (byte) 0xFF;

    assertThat(VconId.parse(UPPER.getBytes(UTF_8))).contains(VconId.parse(UPPER).orElseThrow());
    assertThat(VconId.parse(brokenUtf8)).isEmpty();
    assertThat(VconId.parse(new byte[36])).isEmpty();
    assertThat(VconId.parse(new byte[10_000_000])).isEmpty();
  }
}
