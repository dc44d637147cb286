package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What link authors read without touching JSON. */
class PartsTest {
  /** As a producer of recordings writes it who follows an early draft. */
  private static final Vcon OLDER =
      vcon(
          """
          {'uuid': '0190a1b2-c3d4-8e5f-9a6b-7c8d9e0f0001', 'created_at': '2023-10-01T12:00:00',
           'parties': [
             {'tel': '+12025550100', 'name': 'Agent', 'meta': {'role': 'agent', 'extension': 12}},
             {'tel': '', 'name': 'Caller', 'email': 'caller@example.com'}],
           'dialog': [
             {'type': 'recording', 'start': '2023-10-01T12:00:01', 'duration': 61.5,
              'parties': [1, 0], 'mimetype': 'audio/x-wav', 'url': 'https://files.example.com/1.wav',
              'alg': 'SHA-512', 'signature': 'abc', 'filename': '1.wav', 'meta': {'direction': 'in'}}],
           'analysis': [
             {'type': 'transcript', 'dialog': 0, 'vendor': 'acme', 'encoding': 'none',
              'vendor_schema': {}, 'body': [{'speaker': 'Agent', 'message': 'Hello'}]}],
           'attachments': [
             {'type': 'context', 'encoding': 'none', 'body': {'campaign': 7}}]}
          """);

  /** As the standard has it. */
  private static final Vcon CURRENT =
      vcon(
          """
          {'vcon': '0.4.0', 'uuid': '0190a1b2-c3d4-8e5f-9a6b-7c8d9e0f0001',
           'parties': [{'mailto': 'a@example.com', 'role': 'customer', 'uuid': 'p-1'}, null, 'x'],
           'dialog': [
             null,
             {'type': 'text', 'start': '2026-02-03T04:05:06+02:00', 'parties': 0, 'originator': 0,
              'mediatype': 'text/plain', 'encoding': 'none', 'body': 'Good morning'},
             {'type': 'recording', 'parties': [[0, 1], 2.0], 'duration': 12, 'url': ' ',
              'content_hash': ['sha512-a', 'sha256-b'], 'encoding': 'base64url', 'body': '_-8'},
             {'type': 'incomplete', 'disposition': 'no-answer'}],
           'analysis': [
             {'type': 'summary', 'dialog': [1, 2], 'vendor': 'v', 'product': 'p', 'schema': 's',
              'encoding': 'json', 'body': '{\\'short\\': true}'},
             {'type': 'summary', 'vendor': 'v', 'body': 'all of it'}],
           'attachments': [
             {'purpose': 'tags', 'encoding': 'json', 'body': '[\\'a:1\\',\\'b\\',\\'a:2:3\\']'},
             {'purpose': 'contract', 'start': '2026-02-03T04:05:06Z', 'party': 1, 'dialog': 2,
              'content_hash': 'sha512-c', 'url': 'https://example.com/c.pdf'}]}
          """);

  @Test
  void parties_are_read_with_their_places_and_older_names() {
    assertThat(OLDER.parties()).extracting(Party::index).containsExactly(0, 1);
    Party caller = OLDER.parties().get(1);
    assertThat(caller.name()).contains("Caller");
    assertThat(caller.tel()).isEmpty();
    assertThat(caller.mailto()).contains("caller@example.com");
    assertThat(OLDER.parties().getFirst().tel()).contains("+12025550100");
    Party customer = CURRENT.parties().getFirst();
    assertThat(CURRENT.parties()).hasSize(1);
    assertThat(customer.mailto()).contains("a@example.com");
    assertThat(customer.role()).contains("customer");
    assertThat(customer.uuid()).contains("p-1");
  }

  @Test
  void dialogs_are_read_as_older_producers_write_them() {
    Dialog call = OLDER.dialog().getFirst();
    assertThat(call.isRecording()).isTrue();
    assertThat(call.isText()).isFalse();
    assertThat(call.start()).contains(OffsetDateTime.parse("2023-10-01T12:00:01Z"));
    assertThat(call.duration()).isEqualTo(OptionalDouble.of(61.5));
    assertThat(call.parties()).containsExactly(1, 0);
    assertThat(call.originator()).isEmpty();
    assertThat(call.mediatype()).contains("audio/x-wav");
    assertThat(call.url()).contains("https://files.example.com/1.wav");
    assertThat(call.filename()).contains("1.wav");
    assertThat(call.body().isEmpty()).isTrue();
    assertThat(call.text("alg")).contains("SHA-512");
    assertThat(call.json().path("meta").path("direction").asText()).isEqualTo("in");
  }

  @Test
  void dialogs_keep_the_places_that_others_refer_to() {
    assertThat(CURRENT.dialog()).extracting(Dialog::index).containsExactly(1, 2, 3);
    Dialog text = CURRENT.dialog().getFirst();
    assertThat(text.isText()).isTrue();
    assertThat(text.parties()).containsExactly(0);
    assertThat(text.originator()).isEqualTo(OptionalInt.of(0));
    assertThat(text.start()).contains(OffsetDateTime.parse("2026-02-03T04:05:06+02:00"));
    assertThat(text.body().text()).contains("Good morning");
    Dialog recording = CURRENT.dialog().get(1);
    assertThat(recording.parties()).containsExactly(0, 1, 2);
    assertThat(recording.url()).isEmpty();
    assertThat(recording.contentHashes()).containsExactly("sha512-a", "sha256-b");
    assertThat(CURRENT.dialog().get(2).disposition()).contains("no-answer");
  }

  @Test
  void analyses_are_found_by_type_and_dialog() {
    Analysis transcript = OLDER.analysis("transcript").getFirst();
    assertThat(transcript.dialogs()).containsExactly(0);
    assertThat(transcript.isAbout(0)).isTrue();
    assertThat(transcript.isAbout(1)).isFalse();
    assertThat(transcript.body().json().orElseThrow().get(0).get("message").asText())
        .isEqualTo("Hello");
    assertThat(CURRENT.analysis("summary")).hasSize(2);
    assertThat(CURRENT.analysis("transcript")).isEmpty();
    Analysis summary = CURRENT.analysis().getFirst();
    assertThat(summary.dialogs()).containsExactly(1, 2);
    assertThat(summary.vendor()).contains("v");
    assertThat(summary.product()).contains("p");
    assertThat(summary.schema()).contains("s");
    assertThat(CURRENT.analysis().get(1).dialogs()).isEmpty();
  }

  @Test
  void attachments_are_found_by_purpose_which_older_ones_call_type() {
    assertThat(OLDER.attachments("context").getFirst().body().json().orElseThrow().get("campaign"))
        .hasToString("7");
    Attachment contract = CURRENT.attachments("contract").getFirst();
    assertThat(contract.index()).isEqualTo(1);
    assertThat(contract.start()).contains(OffsetDateTime.parse("2026-02-03T04:05:06Z"));
    assertThat(contract.party()).isEqualTo(OptionalInt.of(1));
    assertThat(contract.dialogs()).containsExactly(2);
    assertThat(contract.contentHashes()).containsExactly("sha512-c");
    assertThat(CURRENT.attachments("nothing")).isEmpty();
  }

  @Test
  void tags_have_a_name_and_values() {
    assertThat(CURRENT.tagValues("a")).containsExactly("1", "2:3");
    assertThat(CURRENT.tagValues("b")).containsExactly("");
    assertThat(CURRENT.tagValues("c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'parties': null, 'dialog': null, 'analysis': null, 'attachments': null}",
        "{'parties': 'x', 'dialog': 'x', 'analysis': 'x', 'attachments': 'x'}",
        "{'parties': {'name': 'x'}, 'dialog': {'type': 'x'}, 'analysis': 7, 'attachments': true}",
        "{'parties': [null, 1, 'x', []], 'dialog': [null], 'analysis': ['x'], 'attachments': [[]]}",
        "{'payload': 'e30', 'signatures': [], 'dialog': [{'type': 'text'}]}",
        "{}",
      })
  void a_list_that_is_none_is_empty(String json) {
    Vcon odd = vcon(json);
    assertThat(odd.parties()).isEmpty();
    assertThat(odd.analysis()).isEmpty();
    assertThat(odd.attachments()).isEmpty();
    assertThat(odd.tags()).isEmpty();
    assertThat(odd.dialog().size()).isEqualTo(json.contains("payload") ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "'x'", "{}", "[]", "[null, 'x', {}]", "-1", "1.5", "1e999", "99999999999"})
  void a_member_of_another_type_counts_as_absent(String value) {
    String all =
        "{'type': %1$s, 'start': %1$s, 'duration': %1$s, 'parties': %1$s, 'originator': %1$s, 'url': %1$s, 'dialog': %1$s, 'party': %1$s, 'purpose': %1$s, 'content_hash': %1$s}"
            .formatted(value.contains("'") ? "7.5" : value);
    Vcon odd = vcon("{'dialog': [%1$s], 'analysis': [%1$s], 'attachments': [%1$s]}".formatted(all));
    Dialog dialog = odd.dialog().getFirst();
    assertThat(dialog.type()).isEmpty();
    assertThat(dialog.start()).isEmpty();
    assertThat(dialog.parties()).isEmpty();
    assertThat(dialog.originator()).isEmpty();
    assertThat(dialog.url()).isEmpty();
    assertThat(dialog.contentHashes()).isEmpty();
    assertThat(odd.analysis().getFirst().dialogs()).isEmpty();
    assertThat(odd.attachments().getFirst().purpose()).isEmpty();
    assertThat(odd.attachments().getFirst().party()).isEmpty();
    assertThat(vcon("{'dialog': [{'duration': 'x'}]}").dialog().getFirst().duration()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1e999", "1e400"})
  void a_number_beyond_all_numbers_is_no_duration(String number) {
    assertThat(vcon("{'dialog': [{'duration': " + number + "}]}").dialog().getFirst().duration())
        .isEmpty();
  }

  @Test
  void no_view_shows_what_people_said() {
    assertThat(List.of(CURRENT.parties(), CURRENT.dialog(), CURRENT.analysis()))
        .asString()
        .doesNotContain("morning")
        .doesNotContain("example.com");
    assertThat(CURRENT.dialog().getFirst().body()).asString().doesNotContain("morning");
  }
}
