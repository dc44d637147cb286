package dev.vcond.app.demo.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is expected, written out by hand; single quotes stand for double ones. */
class ExpectedTest {
  private static final List<String> TAGS = List.of("a:1", "b:2");
  private static final String NEW_TAGS =
      "{'purpose':'tags','body':'[\\'a:1\\',\\'b:2\\']','encoding':'json'}";

  private static void check(String submitted, String expected) throws IOException {
    Expected computed = Expected.tagged(bytes(submitted), TAGS);
    assertThat(computed.verbatim()).isFalse();
    assertThat(Comparison.asWritten(computed.root(), Trees.read(bytes(expected)))).isEmpty();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  @Test
  void tags_and_version_come_last_where_there_was_nothing() throws IOException {
    check("{'uuid':'u'}", "{'uuid':'u','attachments':[" + NEW_TAGS + "],'vcon':'0.4.0'}");
    check(
        "{'attachments':null,'vcon':'0.0.1','x':1}",
        "{'attachments':[" + NEW_TAGS + "],'vcon':'0.4.0','x':1}");
  }

  @Test
  void old_names_are_replaced_where_they_stand_and_lose_against_new_ones() throws IOException {
    check(
        "{'appended':1,'vcon':'','must_support':2,'critical':3,'attachments':[],"
            + "'dialog':[{'mimetype':1,'x':2,'schema_version':3},{'must_support':1,'mediatype':2,'mimetype':3}],"
            + "'analysis':['text',{'type':'t','mimetype':1}]}",
        "{'amended':1,'vcon':'0.4.0','critical':3,'attachments':["
            + NEW_TAGS
            + "],'dialog':[{'mediatype':1,'x':2,'schema':3},{'critical':1,'mediatype':2}],"
            + "'analysis':['text',{'type':'t','mediatype':1}]}");
  }

  @Test
  void the_type_of_an_attachment_is_its_purpose_unless_it_has_one() throws IOException {
    check(
        "{'vcon':'0.4.0','attachments':[{'x':0,'type':'note'},{'type':'both','purpose':'stay'}]}",
        "{'vcon':'0.4.0','attachments':[{'x':0,'purpose':'note'},{'type':'both','purpose':'stay'},"
            + NEW_TAGS
            + "]}");
  }

  @Test
  void empty_groups_and_redactions_go() throws IOException {
    String rest = "'attachments':[" + NEW_TAGS + "],'vcon':'0.4.0'}";
    check("{'group':[],'redacted':{}}", "{" + rest);
    check("{'group':null,'redacted':''}", "{" + rest);
    check("{'group':[1],'redacted':{'a':1}}", "{'group':[1],'redacted':{'a':1}," + rest);
  }

  @Test
  void bodies_become_text_but_not_in_dialogs_and_keep_their_numbers() throws IOException {
    check(
        "{'vcon':'0.4.0','dialog':[{'body':{'a':1}}],"
            + "'analysis':[{'body':{'n':1.50e1},'encoding':'none','z':0},{'body':[],'x':1},{'body':7}],"
            + "'attachments':[{'purpose':'p','body':['ü']}]}",
        "{'vcon':'0.4.0','dialog':[{'body':{'a':1}}],"
            + "'analysis':[{'body':'{\\'n\\': 1.50e1}','encoding':'json','z':0},"
            + "{'body':'[]','x':1,'encoding':'json'},{'body':7}],"
            + "'attachments':[{'purpose':'p','body':'[\\'\\\\u00fc\\']','encoding':'json'},"
            + NEW_TAGS
            + "]}");
  }

  @Test
  void missing_tags_are_added_to_those_that_are_there() throws IOException {
    check(
        "{'vcon':'0.4.0','attachments':[{'type':'tags','encoding':'none','body':['z:9','b:2',7]}]}",
        "{'vcon':'0.4.0','attachments':[{'purpose':'tags','encoding':'json',"
            + "'body':'[\\'z:9\\',\\'b:2\\',7,\\'a:1\\']'}]}");
    check(
        "{'vcon':'0.4.0','attachments':[{'purpose':'tags','body':''},{'purpose':'tags','body':'[\\'a:1\\']'}]}",
        "{'vcon':'0.4.0','attachments':[{'purpose':'tags','body':'[\\'b:2\\']','encoding':'json'},"
            + "{'purpose':'tags','body':'[\\'a:1\\']'}]}");
  }

  @Test
  void with_all_tags_nothing_is_to_be_done() throws IOException {
    String submitted =
        "{'vcon':'0.0.1','appended':1,'attachments':[{'type':'tags','body':['a:1','b:2']}]}";
    Expected computed = Expected.tagged(bytes(submitted), TAGS);
    assertThat(computed.verbatim()).isTrue();
    assertThat(computed.root()).isEqualTo(Trees.read(bytes(submitted)));
  }

  @Test
  void what_cannot_be_tagged_is_said() {
    for (String odd :
        List.of(
            "{'attachments':{}}",
            "{'attachments':'x'}",
            "{'attachments':[{'purpose':'tags','body':{'a':1}}]}",
            "{'attachments':[{'purpose':'tags','body':'no JSON'}]}",
            "[]")) {
      assertThatThrownBy(() -> Expected.tagged(bytes(odd), TAGS)).isInstanceOf(IOException.class);
    }
  }
}
