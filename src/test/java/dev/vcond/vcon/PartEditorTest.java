package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What link authors change without touching JSON. */
class PartEditorTest {
  /** With spellings that nothing but a copy of the source keeps. */
  private static final Vcon ODD =
      vcon(
          """
          {'vcon':'0.4.0','z':1e5,'dialog':[{'x':'\\u00e9\\/','duration':0.10,'body':'b','encoding':'none'}],\
          'analysis':[{'type':'a','dialog':0,'body':'one','encoding':'none','n':-0}],\
          'attachments':[{'purpose':'p','body':'two'},{'purpose':'q','extra':{'k':1.0}}],'last':[]}
          """
              .strip());

  private static String after(Consumer<VconEditor> edit) {
    return ODD.edited(edit).text();
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  @Test
  void an_analysis_is_added_at_the_end_and_nothing_else_changes() {
    String text =
        after(edit ->
            edit.addAnalysis("summary", "acme", Body.ofText("short"))
                .dialog(0)
                .product("m1")
                .schema("s1"));
    assertThat(text)
        .isEqualTo(
            ODD.text()
                .replace(
                    json(",'n':-0}]"),
                    json(
                        ",'n':-0},{'type':'summary','vendor':'acme','encoding':'none','body':'short','dialog':0,'product':'m1','schema':'s1'}]")));
  }

  @Test
  void an_attachment_is_added_with_all_that_it_may_have() {
    String text =
        after(edit ->
            edit.addAttachment("consent", Body.ofJson(JsonNodeFactory.instance.objectNode()))
                .party(1)
                .dialog(0, 2)
                .start(OffsetDateTime.parse("2026-01-02T03:04:05.120+01:00"))
                .mediatype("application/json")
                .filename("c.json"));
    assertThat(text)
        .contains(
            json(
                ",{'purpose':'consent','encoding':'json','body':'{}','party':1,'dialog':[0,2],'start':'2026-01-02T03:04:05.12+01:00','mediatype':'application/json','filename':'c.json'}],'last'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'analysis': null}"})
  void a_list_that_is_not_there_is_made(String json) {
    Vcon more = vcon(json).edited(edit -> edit.addAnalysis("a", "v", Body.ofText("x")));
    assertThat(more.analysis("a")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'text'", "{}", "7"})
  void something_else_in_the_place_of_a_list_is_not_destroyed(String there) {
    Vcon odd = vcon("{'analysis': " + there + "}");
    assertThatThrownBy(() -> odd.edited(edit -> edit.addAnalysis("a", "v", Body.ofText("x"))))
        .isInstanceOf(UnusablePartsException.class)
        .hasMessageContaining("its \"analysis\" is a JSON ")
        .hasMessageContaining(Samples.ID.asPopped());
    assertThat(odd.edited(edit -> assertThat(edit.removeAnalysis(_ -> true)).isFalse()))
        .isSameAs(odd);
  }

  @Test
  void a_body_is_replaced_in_its_place() {
    Dialog dialog = ODD.dialog().getFirst();
    assertThat(after(edit -> edit.edit(dialog).setBody(Body.ofBytes(new byte[] {1, 2, 3}))))
        .isEqualTo(
            ODD.text()
                .replace(
                    json("'body':'b','encoding':'none'"),
                    json("'body':'AQID','encoding':'base64url'")));
  }

  @Test
  void a_body_moves_out_of_the_document() {
    Dialog dialog = ODD.dialog().getFirst();
    assertThat(after(edit -> edit.edit(dialog).moveTo("https://example.com/x", "sha512-y")))
        .isEqualTo(
            ODD.text()
                .replace(
                    json(",'body':'b','encoding':'none'}"),
                    json(",'url':'https://example.com/x','content_hash':'sha512-y'}")));
    assertThat(ODD.edited(edit -> edit.edit(dialog).moveTo("u", null)).dialog().getFirst().json())
        .hasToString(json("{'x':'é/','duration':0.10,'url':'u'}"));
  }

  @Test
  void what_is_set_to_what_it_was_is_no_change() {
    Vcon same =
        ODD.edited(edit -> {
          edit.edit(ODD.dialog().getFirst()).setBody(Body.ofText("b")).set("x", "é/");
          edit.edit(ODD.analysis().getFirst()).dialog(0).remove("nothing");
          edit.edit(ODD.attachments().getFirst()).set("purpose", "p");
          assertThat(edit.removeAttachments(part -> part.isFor("r"))).isFalse();
          assertThat(edit.removeTag("a:b")).isFalse();
        });
    assertThat(same).isSameAs(ODD);
  }

  @Test
  void entries_are_removed_by_what_they_are() {
    assertThat(after(edit -> edit.removeAttachments(part -> part.isFor("p"))))
        .isEqualTo(ODD.text().replace(json("{'purpose':'p','body':'two'},"), ""));
    assertThat(after(edit -> edit.removeAnalysis(part -> part.isAbout(0))))
        .contains(json("'analysis':[]"));
  }

  @Test
  void an_entry_that_is_gone_cannot_be_edited() {
    Attachment last = ODD.attachments().get(1);
    assertThatThrownBy(() ->
            ODD.edited(edit -> {
              edit.removeAttachments(_ -> true);
              edit.edit(last);
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Attachment[1]");
  }

  @Test
  void a_body_without_an_encoding_takes_the_old_one_away() {
    Body bare = vcon("{'dialog': [{'body': 'new'}]}").dialog().getFirst().body();
    Body none = vcon("{'dialog': [{}]}").dialog().getFirst().body();
    assertThat(
            ODD.edited(e -> e.edit(ODD.dialog().getFirst()).setBody(bare))
                .dialog()
                .getFirst()
                .json())
        .hasToString(json("{'x':'é/','duration':0.10,'body':'new'}"));
    assertThat(
            ODD.edited(e -> e.edit(ODD.dialog().getFirst()).setBody(none))
                .dialog()
                .getFirst()
                .json())
        .hasToString(json("{'x':'é/','duration':0.10}"));
  }

  @Test
  void tags_are_removed_by_text_and_by_name_and_the_others_keep_their_spelling() {
    Vcon tagged =
        vcon(
            "{'attachments': [{'purpose': 'tags', 'body': ['a:1', 'a:2', 'ab:1', 7]},"
                + " {'purpose': 'tags', 'body': '[\\'a:1\\']'}, {'purpose': 'tags', 'body': 7}]}");
    assertThat(tagged.edited(edit -> edit.removeTag("a:1")).tags()).containsExactly("a:2", "ab:1");
    Vcon named = tagged.edited(edit -> assertThat(edit.removeTagsNamed("a")).isTrue());
    assertThat(named.tags()).containsExactly("ab:1");
    assertThat(named.attachments().getFirst().body().text()).contains("[\"ab:1\",7]");
    assertThat(named.attachments().get(2).body().text()).contains("7");
  }

  @Test
  void a_tag_has_a_name_without_a_colon() {
    assertThat(ODD.edited(edit -> edit.addTag("due", "2026-01-01T10:00")).tags())
        .containsExactly("due:2026-01-01T10:00");
    for (String name : List.of("", " ", "a:b")) {
      assertThatThrownBy(() -> ODD.edited(edit -> edit.addTag(name, "x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_signed_document_takes_no_change() {
    Vcon signed = vcon("{'payload': 'e30', 'signatures': []}");
    assertThatThrownBy(() -> signed.edited(edit -> edit.addAttachment("a", Body.ofText("x"))))
        .isInstanceOf(SignedVconException.class);
  }
}
