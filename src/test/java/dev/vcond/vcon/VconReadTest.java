package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class VconReadTest {
  @Test
  void the_headline_is_known_without_the_tree() {
    Vcon vcon =
        vcon(
            """
            {'uuid': '0190A1B2-c3d4-8e5f-9a6b-7c8d9e0f0001', 'created_at': '2024-03-16T07:07:11.24',
             'parties': [{'uuid': 'inner', 'subject': 'inner'}], 'subject': 'A caf\\u00e9'}
            """);

    assertThat(vcon.id()).isEqualTo(Samples.ID);
    assertThat(vcon.form()).isEqualTo(Form.PLAIN);
    assertThat(vcon.declaredUuid()).contains("0190A1B2-c3d4-8e5f-9a6b-7c8d9e0f0001");
    assertThat(vcon.uuidDiffers()).isFalse();
    assertThat(vcon.createdAt()).contains("2024-03-16T07:07:11.24");
    assertThat(vcon.subject()).contains("A café");
    assertThat(vcon.changed()).isFalse();
  }

  @Test
  void absent_and_null_members_are_empty() {
    Vcon vcon = vcon("{'uuid': null, 'created_at': null, 'subject': null}");

    assertThat(vcon.declaredUuid()).isEmpty();
    assertThat(vcon.uuidDiffers()).isFalse();
    assertThat(vcon.createdAt()).isEmpty();
    assertThat(vcon.createdOn()).isEmpty();
    assertThat(vcon.subject()).isEmpty();
    assertThat(vcon("{}").declaredUuid()).isEmpty();
  }

  @Test
  void a_uuid_of_another_document_or_type_differs() {
    assertThat(vcon("{'uuid': '0190a1b2-c3d4-8e5f-9a6b-7c8d9e0f0002'}").uuidDiffers()).isTrue();
    assertThat(vcon("{'uuid': 7}").uuidDiffers()).isTrue();
    assertThat(vcon("{'uuid': {'x': 1}}").uuidDiffers()).isTrue();
  }

  @Test
  void of_duplicate_names_the_last_one_wins() {
    Vcon vcon = vcon("{'subject': 'first', 'x': 1, 'subject': 'last', 'x': 2}");

    assertThat(vcon.subject()).contains("last");
    assertThat(vcon.tree().get("subject").textValue()).isEqualTo("last");
    assertThat(vcon.tree().get("x").intValue()).isEqualTo(2);
  }

  @Test
  void every_view_of_an_unchanged_document_shows_its_very_bytes() throws Exception {
    byte[] json = " {\n\t\"b\" : 1.0 , \"a\": \"\\u00e9\\/\u00e9\" }\r\n ".getBytes(UTF_8);
    Vcon vcon = Samples.read(json.clone());
    vcon.tree();

    assertThat(vcon.copyBytes()).isEqualTo(json);
    assertThat(vcon.size()).isEqualTo(json.length);
    assertThat(vcon.text()).isEqualTo(new String(json, UTF_8));
    assertThat(vcon.newStream().readAllBytes()).isEqualTo(json);
    assertThat(written(vcon)).isEqualTo(json);
    assertThat(vcon.buffer().isReadOnly()).isTrue();
    byte[] fromBuffer = new byte[json.length];
    vcon.buffer().get(fromBuffer);
    assertThat(fromBuffer).isEqualTo(json);
    assertThat(vcon.sha1()).isEqualTo(MessageDigest.getInstance("SHA-1").digest(json));
  }

  private static byte[] written(Vcon vcon) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    vcon.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void a_copy_of_the_bytes_can_be_changed_without_harm() {
    Vcon vcon = vcon("{'a': 1}");

    vcon.copyBytes()[0] = 'x';

    assertThat(vcon.text()).isEqualTo("{\"a\": 1}");
  }

  @Test
  void the_tree_is_parsed_once_and_shared() {
    Vcon vcon = vcon("{'a': 1}");

    assertThat(vcon.tree()).isSameAs(vcon.tree());
  }

  @Test
  void nothing_of_the_content_shows_in_its_name() {
    assertThat(vcon("{'uuid': 'secret', 'subject': 'secret'}"))
        .asString()
        .contains(Samples.ID.asPopped())
        .doesNotContain("secret");
  }
}
