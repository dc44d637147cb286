package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'a':1}                                        | {'a':1,'vcon':'0.4.0'}
          {'vcon':'0.0.1','a':1}                         | {'vcon':'0.4.0','a':1}
          {'vcon':null,'a':1}                            | {'vcon':'0.4.0','a':1}
          {'group':[],'redacted':{},'vcon':'0.4.0'}      | {'vcon':'0.4.0'}
          {'group':null,'redacted':'','vcon':'0.4.0'}    | {'vcon':'0.4.0'}
          {'appended':1,'x':2,'must_support':3,'vcon':'0.4.0'} | {'amended':1,'x':2,'critical':3,'vcon':'0.4.0'}
          {'appended':1,'amended':2,'vcon':'0.4.0'}      | {'amended':2,'vcon':'0.4.0'}
          {'amended':2,'appended':1,'vcon':'0.4.0'}      | {'amended':2,'vcon':'0.4.0'}
          {'amended':null,'appended':1,'vcon':'0.4.0'}   | {'amended':null,'vcon':'0.4.0'}
          {'dialog':[{'a':1,'mimetype':'m','schema_version':2,'must_support':3}],'vcon':'0.4.0'} | {'dialog':[{'a':1,'mediatype':'m','schema':2,'critical':3}],'vcon':'0.4.0'}
          {'analysis':[{'mimetype':'old','mediatype':'new'}],'vcon':'0.4.0'} | {'analysis':[{'mediatype':'new'}],'vcon':'0.4.0'}
          {'attachments':[{'a':1,'type':'t','b':2}],'vcon':'0.4.0'} | {'attachments':[{'a':1,'purpose':'t','b':2}],'vcon':'0.4.0'}
          {'analysis':[{'body':[1.0, {'a': 1e5}],'encoding':'none'}],'vcon':'0.4.0'} | {'analysis':[{'body':'[1.0,{\\'a\\':1e5}]','encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':[{'body':{},'x':1}],'vcon':'0.4.0'} | {'attachments':[{'body':'{}','x':1,'encoding':'json'}],'vcon':'0.4.0'}
          """)
  void the_write_rules_change_what_they_name_and_where_it_stands(String json, String expected) {
    Vcon normalized = vcon(json).normalized();

    assertThat(normalized.text().replace('"', '\'')).isEqualTo(expected);
    assertThat(normalized.changed()).isTrue();
    assertThat(normalized.normalized()).isSameAs(normalized);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'vcon' : '0.4.0'}
          {'vcon': '0.4.0', 'group': [{'uuid': 'x'}], 'redacted': {'uuid': 'x'}}
          {'vcon': '0.4.0', 'attachments': [{'type': 't', 'purpose': 'p'}]}
          {'vcon': '0.4.0', 'dialog': [{'type': 'recording', 'body': {'a': [1, 2]}, 'encoding': 'none'}]}
          {'vcon': '0.4.0', 'analysis': [{'type': 'summary', 'body': 'text', 'encoding': 'none'}]}
          {'vcon': '0.4.0', 'dialog': null, 'analysis': {}, 'attachments': [null, 1, 'x', [ ]]}
          {'vcon': '0.4.0', 'x': {'mimetype': 1, 'appended': 2, 'body': {}}, 'parties': [{'must_support': 1}]}
          """)
  void a_document_that_obeys_the_rules_stays_byte_for_byte(String json) {
    Vcon vcon = vcon(json);

    assertThat(vcon.normalized()).isSameAs(vcon);
    assertThat(vcon.changed()).isFalse();
  }

  @Test
  void a_real_looking_document_of_an_older_producer_is_brought_up_to_date() {
    Vcon normalized = Samples.read(Samples.resource("older-producer.json")).normalized();

    assertThat(normalized.text())
        .isEqualTo(
            """
            {"uuid":"0190a1b2-c3d4-8e5f-9a6b-7c8d9e0f0001","created_at":"2024-03-16T23:30:11.241551-05:00","updated_at":"2024-03-16T07:07:11",\
            "subject":null,"amended":null,"critical":["x"],"x-site":{"floor":1.0,"big":123456789012345678901234567890},\
            "parties":[{"tel":"+12025550100","name":"Ada \\ud83d\\ude00","email":"ada@example.com"},{"tel":"","mailto":"bob@example.com"}],\
            "dialog":[{"type":"recording","start":"2024-03-16T07:07:11.240727","duration":54.260,"mediatype":"audio/mp3","url":"",\
            "body":{"kept":[1e5,-0]},"schema":"1"}],\
            "analysis":[{"type":"transcript","dialog":0,"vendor":"acme","schema":"2","encoding":"json",\
            "body":"[{\\"speaker\\":\\"Agent\\",\\"message\\":\\"caf\\\\u00e9 \\\\/ bar\\"}]","vendor_schema":{"prompt":"\\nSay\\n"}}],\
            "attachments":[{"purpose":"generation_info","encoding":"json","body":"{\\"model\\":\\"m\\",\\"cost\\":0.10}"},\
            {"type":"note","purpose":"memo","mediatype":"text/markdown","body":"plain"}],"vcon":"0.4.0"}\
            """);
    assertThat(normalized.createdAt()).contains("2024-03-16T23:30:11.241551-05:00");
    assertThat(normalized.declaredUuid()).contains(Samples.ID.canonical());
  }

  @Test
  void the_tree_of_an_unchanged_document_has_current_names_while_its_bytes_have_not() {
    Vcon vcon = vcon("{'appended': 1, 'attachments': [{'type': 't', 'mimetype': 'm'}]}");

    assertThat(vcon.tree().has("appended")).isFalse();
    assertThat(vcon.tree().get("amended").intValue()).isEqualTo(1);
    assertThat(vcon.tree().at("/attachments/0/purpose").textValue()).isEqualTo("t");
    assertThat(vcon.tree().at("/attachments/0/mediatype").textValue()).isEqualTo("m");
    assertThat(vcon.tree().has("vcon")).isFalse();
    assertThat(vcon.text()).contains("appended", "mimetype");
  }
}
