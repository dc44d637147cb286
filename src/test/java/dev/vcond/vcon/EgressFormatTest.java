package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressFormatTest {
  private static final String REQUIRED = "'group':[],'redacted':{},'appended':null";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'a':1.0}                                          | {'a':1.0,REQUIRED,'vcon':'0.0.1'}
          {'vcon':'0.4.0','amended':1,'critical':2,'group':[3],'redacted':{'x':4}} | {'vcon':'0.0.1','appended':1,'must_support':2,'group':[3],'redacted':{'x':4}}
          {'appended':1,'group':[],'redacted':{},'vcon':'0.0.1'} | {'appended':1,'group':[],'redacted':{},'vcon':'0.0.1'}
          {'vcon':'0.4.0','dialog':[{'mediatype':'m','schema':1,'critical':2,'body':'[1]','encoding':'json'}]} | {'vcon':'0.0.1','dialog':[{'mimetype':'m','schema_version':1,'must_support':2,'body':'[1]','encoding':'json'}],REQUIRED}
          {'vcon':'0.4.0','analysis':[{'body':'{\\'n\\': 1.0, \\'s\\': \\'\\\\u00e9\\'}','encoding':'json','schema':1}]} | {'vcon':'0.0.1','analysis':[{'body':{'n':1.0,'s':'\\u00e9'},'encoding':'none','schema_version':1}],REQUIRED}
          {'vcon':'0.4.0','attachments':[{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}]} | {'vcon':'0.0.1','attachments':[{'type':'tags','body':['a:b'],'encoding':'none'}],REQUIRED}
          {'vcon':'0.4.0','attachments':[{'type':'t','purpose':'p','body':[1]}]} | {'vcon':'0.0.1','attachments':[{'type':'t','purpose':'p','body':[1],'encoding':'none'}],REQUIRED}
          {'vcon':'0.4.0','attachments':[{'body':'{broken','encoding':'json'},{'body':'{}','encoding':'none'},{'body':null}]} | {'vcon':'0.0.1','attachments':[{'body':'{broken','encoding':'json'},{'body':'{}','encoding':'none'},{'body':null}],REQUIRED}
          """)
  void a_document_is_written_in_the_old_shape(String json, String expected) {
    String converted = new String(EgressFormat0_0_1.convert(vcon(json)), UTF_8);

    assertThat(converted.replace('"', '\'')).isEqualTo(expected.replace("REQUIRED", REQUIRED));
  }

  @Test
  void the_view_has_the_old_shape_in_bytes_and_tree_and_the_facts_of_the_document() {
    Vcon vcon = vcon("{'uuid': 'x', 'attachments': [{'purpose': 'p'}], 'subject': 's'}");

    Vcon view = EgressFormat0_0_1.view(vcon);

    assertThat(view.tree().at("/attachments/0/type").textValue()).isEqualTo("p");
    assertThat(view.copyBytes()).isEqualTo(EgressFormat0_0_1.convert(vcon));
    assertThat(view.tree().at("/attachments/0/type").textValue()).isEqualTo("p");
    assertThat(view.id()).isEqualTo(vcon.id());
    assertThat(view.subject()).contains("s");
    assertThat(vcon.tree().at("/attachments/0/purpose").textValue()).isEqualTo("p");
    assertThat(vcon.text()).doesNotContain("0.0.1");
  }

  @Test
  void a_tagged_document_and_its_normalized_self_have_the_same_old_shape() {
    Vcon vcon = Samples.read(Samples.resource("older-producer.json"));

    Vcon view = EgressFormat0_0_1.view(vcon);

    assertThat(EgressFormat0_0_1.view(vcon.normalized()).tree()).isEqualTo(view.tree());
    assertThat(view.tree().at("/analysis/0/body/0/message").textValue()).isEqualTo("café / bar");
    assertThat(view.text()).contains("caf\\u00e9 \\/ bar", "\"cost\":0.10", "\"kept\":[1e5,-0]");
  }
}
