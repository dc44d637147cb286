package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
  @ParameterizedTest
  @CsvSource({"signed.json, SIGNED, signed (JWS)", "encrypted.json, ENCRYPTED, encrypted (JWE)"})
  void a_signed_or_encrypted_vcon_passes_untouched(String file, Form form, String words) {
    byte[] json = Samples.resource(file);
    Vcon vcon = Samples.read(json.clone());

    assertThat(vcon.form()).isEqualTo(form);
    assertThat(vcon.uuidDiffers()).isFalse();
    assertThat(vcon.copyBytes()).isEqualTo(json);
    assertThat(vcon.normalized()).isSameAs(vcon);
    assertThat(EgressFormat0_0_1.convert(vcon)).isEqualTo(json);
    assertThat(vcon.tags()).isEmpty();
    assertThatThrownBy(() -> vcon.edited(edit -> edit.addTag("a:b")))
        .isInstanceOf(SignedVconException.class)
        .hasMessageContaining(Samples.ID.asPopped())
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'payload': 'e30', 'protected': 'e30', 'signature': 'x'}          | SIGNED
          {'payload': 'e30', 'signatures': [], 'uuid': null}                | SIGNED
          {'ciphertext': 'x', 'protected': 'e30', 'iv': 'x', 'tag': 'x'}    | ENCRYPTED
          {'unprotected': {}, 'recipients': [], 'ciphertext': 'x'}          | ENCRYPTED
          {'payload': 'e30'}                                                | PLAIN
          {'signatures': []}                                                | PLAIN
          {'ciphertext': 'x'}                                               | PLAIN
          {'x': {'payload': 'e30', 'signatures': []}}                       | PLAIN
          {'payload': 'e30', 'signatures': null}                            | PLAIN
          {}                                                                | PLAIN
          """,
      quoteCharacter = '~')
  void the_form_shows_in_the_top_level_members(String json, Form form) {
    assertThat(vcon(json).form()).isEqualTo(form);
  }

  @Test
  void a_document_with_a_uuid_is_plain_whatever_else_it_has() {
    assertThat(vcon("{'payload': 'x', 'signatures': [], 'ciphertext': 'x', 'uuid': 'y'}").form())
        .isEqualTo(Form.PLAIN);
  }
}
