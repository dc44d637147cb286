package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VconEditedTest {
  private static Consumer<VconEditor> put(String name, String value) {
    return edit -> edit.root().put(name, value);
  }

  @Test
  void an_edit_makes_a_new_document_and_leaves_the_old_one_alone() {
    Vcon before = vcon("{'subject': 'old', 'created_at': '2024-01-02T03:04:05Z', 'x': [1]}");
    ObjectNode treeBefore = before.tree();

    Vcon after =
        before.edited(edit -> {
          edit.root().put("subject", "new").put("uuid", Samples.ID.asPopped());
          edit.root().withArray("x").add(2);
        });

    assertThat(before.text())
        .isEqualTo("{\"subject\": \"old\", \"created_at\": \"2024-01-02T03:04:05Z\", \"x\": [1]}");
    assertThat(treeBefore.get("x")).hasSize(1);
    assertThat(before.changed()).isFalse();
    assertThat(after.changed()).isTrue();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.subject()).contains("new");
    assertThat(after.declaredUuid()).contains(Samples.ID.asPopped());
    assertThat(after.createdAt()).contains("2024-01-02T03:04:05Z");
    assertThat(after.text())
        .isEqualTo(
            "{\"subject\":\"new\",\"created_at\":\"2024-01-02T03:04:05Z\",\"x\":[1,2],\"uuid\":\""
                + Samples.ID.asPopped()
                + "\",\"vcon\":\"0.4.0\"}");
    assertThat(after.size()).isEqualTo(after.copyBytes().length);
  }

  @Test
  void an_edit_that_changes_nothing_returns_the_document_itself() {
    Vcon vcon = vcon("{'appended': null, 's': 'a\\u00e9\\/', 'n': 5, 'f': 1.50, 'o': {'a': 1}}");

    assertThat(vcon.edited(_ -> {})).isSameAs(vcon);
    assertThat(vcon.edited(VconEditor::root)).isSameAs(vcon);
    assertThat(vcon.edited(put("s", "aé/"))).isSameAs(vcon);
    assertThat(vcon.edited(edit -> edit.root().put("n", 5L))).isSameAs(vcon);
    assertThat(
            vcon.edited(edit -> {
              edit.root().put("x", 1);
              edit.root().remove("x");
            }))
        .isSameAs(vcon);
  }

  @Test
  void a_large_text_that_is_put_back_unchanged_is_no_change() {
    String large = "é\"".repeat(TreeReader.LARGE);
    Vcon vcon = Samples.read(("{\"s\":\"" + large.replace("\"", "\\\"") + "\"}").getBytes(UTF_8));

    assertThat(vcon.tree().get("s").textValue()).isEqualTo(large);
    assertThat(vcon.edited(put("s", large))).isSameAs(vcon);
    assertThat(vcon.edited(put("s", large + "!")).tree().get("s").textValue())
        .isEqualTo(large + "!");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2.0, 1e5})
  void a_number_that_is_written_in_another_way_is_a_change(double value) {
    Vcon vcon = vcon("{'f': 1.50, 'g': 2}");

    assertThat(vcon.edited(edit -> edit.root().put("f", value)).changed()).isTrue();
    assertThat(vcon.edited(edit -> edit.root().put("g", value)).changed()).isTrue();
  }

  @Test
  void what_an_edit_throws_is_thrown_on_and_nothing_changed() {
    Vcon vcon = vcon("{'a': 1}");

    assertThatThrownBy(() ->
            vcon.edited(edit -> {
              edit.root().removeAll();
              throw new IllegalStateException("the link broke");
            }))
        .hasMessage("the link broke");
    assertThat(vcon.tree().get("a").intValue()).isEqualTo(1);
  }

  @Test
  void edits_follow_one_another_and_every_stage_stays_as_it_was() {
    Vcon first = vcon("{'n': 1.0}");
    Vcon second = first.edited(edit -> edit.addTag("a:b"));
    Vcon third = second.edited(put("x", "y"));
    String secondText = second.text(); // written after the third was made from its tree
    Vcon fourth = third.edited(edit -> edit.addTag("c:d"));

    assertThat(first.text()).isEqualTo("{\"n\": 1.0}");
    assertThat(secondText)
        .isEqualTo(
            """
            {"n":1.0,"attachments":[{"purpose":"tags","body":"[\\"a:b\\"]","encoding":"json"}],"vcon":"0.4.0"}\
            """);
    assertThat(third.text()).isEqualTo(secondText.replaceFirst("}$", ",\"x\":\"y\"}"));
    assertThat(fourth.tags()).containsExactly("a:b", "c:d");
    assertThat(third.tags()).containsExactly("a:b");
  }

  @Test
  void old_names_and_bodies_that_a_link_writes_come_out_by_the_rules() {
    Vcon vcon =
        vcon("{'analysis': []}")
            .edited(edit -> {
              ObjectNode entry = edit.root().withArray("analysis").addObject();
              entry.put("mimetype", "text/plain").putObject("body").put("k", "😀 \ud800");
            });

    assertThat(vcon.text())
        .isEqualTo(
            """
            {"analysis":[{"mediatype":"text/plain","body":"{\\"k\\":\\"😀 \\\\uD800\\"}","encoding":"json"}],"vcon":"0.4.0"}\
            """);
  }

  @Test
  void a_changed_document_is_read_again_as_the_same() {
    Vcon after =
        Samples.read(Samples.resource("older-producer.json")).edited(put("x", "y\n\u0000"));

    Vcon again = Samples.read(after.copyBytes());

    assertThat(again.tree()).isEqualTo(after.tree());
    assertThat(again.normalized()).isSameAs(again);
    assertThat(again.edited(put("x", "y\n\u0000"))).isSameAs(again);
  }

  @Test
  void a_written_document_lets_go_of_the_tree_that_holds_its_source() {
    Vcon after = vcon("{'s': '\\u00e9'}").edited(put("x", "y"));
    ObjectNode tree = after.tree();

    assertThat(after.tree()).isSameAs(tree);
    assertThat(after.size()).isPositive();
    assertThat(after.tree()).isNotSameAs(tree).isEqualTo(tree);
  }

  @Test
  void storages_that_ask_at_the_same_time_share_one_serialisation() throws Exception {
    byte[] json = Samples.resource("older-producer.json");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 200; round++) {
        Vcon vcon = Samples.read(json.clone()).edited(edit -> edit.addTag("a:b"));
        List<Future<ByteBuffer>> buffers = new ArrayList<>();
        List<Future<List<String>>> tags = new ArrayList<>();
        for (int storage = 0; storage < 4; storage++) {
          buffers.add(threads.submit(vcon::buffer));
          tags.add(threads.submit(vcon::tags));
        }
        ByteBuffer expected = ByteBuffer.wrap(vcon.copyBytes());
        for (Future<ByteBuffer> buffer : buffers) {
          assertThat(buffer.get()).isEqualTo(expected);
        }
        for (Future<List<String>> read : tags) {
          assertThat(read.get()).containsExactly("a:b");
        }
      }
    }
  }
}
