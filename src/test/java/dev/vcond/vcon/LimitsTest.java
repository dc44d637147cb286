package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final int RECORDING = 200_000_000;

  @Test
  void a_recording_of_200_mb_in_one_text_is_read_tagged_and_written() {
    byte[] head = "{\"dialog\":[{\"body\":\"".getBytes(UTF_8);
    byte[] tail = "\"}]}".getBytes(UTF_8);
    byte[] json = new byte[head.length + RECORDING + tail.length];
    System.arraycopy(head, 0, json, 0, head.length);
    Arrays.fill(json, head.length, head.length + RECORDING, (byte) 'A');
    json[head.length + RECORDING - 1] = 'Z';
    System.arraycopy(tail, 0, json, head.length + RECORDING, tail.length);

    Vcon tagged = Samples.read(json).edited(edit -> edit.addTag("a:b"));

    int same = head.length + RECORDING + "\"}]".length();
    byte[] added =
        """
        ,"attachments":[{"purpose":"tags","body":"[\\"a:b\\"]","encoding":"json"}],"vcon":"0.4.0"}\
        """
            .getBytes(UTF_8);
    // Compared without copies: two documents of 200 MB are enough for a test's heap.
    ByteBuffer written = tagged.buffer();
    assertThat(written.slice(0, same).mismatch(ByteBuffer.wrap(json, 0, same))).isEqualTo(-1);
    assertThat(written.position(same)).isEqualTo(ByteBuffer.wrap(added));
    assertThat(tagged.tags()).containsExactly("a:b");
  }

  @Test
  void a_thousand_levels_are_read_changed_and_written_on_a_virtual_thread() throws Exception {
    String json = "{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}";
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      String text =
          thread
              .submit(() ->
                  Samples.read(json.getBytes(UTF_8)).edited(edit -> edit.root().put("b", 1)).text())
              .get();
      assertThat(text).isEqualTo(json.replaceFirst("}$", ",\"b\":1,\"vcon\":\"0.4.0\"}"));
    }
  }

  @Test
  void a_deeper_document_is_refused_with_the_limit() {
    byte[] json = ("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}").getBytes(UTF_8);

    assertThatThrownBy(() -> Vcon.read(Samples.ID, json))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("nesting depth (1001) exceeds the maximum allowed (1000)");
  }

  @Test
  void a_deep_body_may_be_unpacked_into_a_document_and_read_again() {
    String body = "[".repeat(1000) + "]".repeat(1000);
    Vcon vcon = Samples.vcon("{'analysis': [{'body': '" + body + "', 'encoding': 'json'}]}");

    Vcon view = EgressFormat0_0_1.view(vcon);

    assertThat(view.text()).contains("\"body\":" + body);
    assertThat(view.tree().at("/analysis/0/body").isArray()).isTrue();
  }

  @Test
  void numbers_of_a_hundred_thousand_digits_and_long_names_pass() {
    String digits = "1234567890".repeat(10_000);
    String json = "{\"n\":%s,\"f\":0.%s,\"%s\":1}".formatted(digits, digits, "k".repeat(200_000));

    Vcon vcon = Samples.read(json.getBytes(UTF_8)).edited(edit -> edit.root().put("b", 1));

    assertThat(vcon.text()).isEqualTo(json.replaceFirst("}$", ",\"b\":1,\"vcon\":\"0.4.0\"}"));
  }

  @Test
  void a_document_of_many_megabytes_in_small_parts_is_written_whole() {
    StringBuilder json = new StringBuilder("{\"a\":[0");
    for (int i = 0; i < 300_000; i++) {
      json.append(",{\"i\":").append(i).append(",\"s\":\"\\u00e9é\"}");
    }
    String text = json.append("]}").toString();

    Vcon vcon = Samples.read(text.getBytes(UTF_8)).edited(edit -> edit.root().put("b", 1));

    assertThat(vcon.text().equals(text.replaceFirst("}$", ",\"b\":1,\"vcon\":\"0.4.0\"}")))
        .isTrue();
  }
}
