package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                       | {'attachments':[{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':null,'x':1} | {'attachments':[{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}],'x':1,'vcon':'0.4.0'}
          {'attachments':[{'purpose':'p'}]} | {'attachments':[{'purpose':'p'},{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':[{'body':['c:d'],'type':'tags','encoding':'none'}]} | {'attachments':[{'body':'[\\'c:d\\',\\'a:b\\']','purpose':'tags','encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':[{'purpose':'tags','body':'[\\'c:d\\', 1.0, \\'e:\\\\u00e9\\']','party':0}]} | {'attachments':[{'purpose':'tags','body':'[\\'c:d\\',1.0,\\'e:\\\\u00e9\\',\\'a:b\\']','party':0,'encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':[{'purpose':'tags'}]} | {'attachments':[{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}],'vcon':'0.4.0'}
          {'attachments':[{'purpose':'tags','body':''}]} | {'attachments':[{'purpose':'tags','body':'[\\'a:b\\']','encoding':'json'}],'vcon':'0.4.0'}
          """)
  void a_tag_is_added_to_the_list_wherever_it_is(String json, String expected) {
    Vcon tagged = vcon(json).edited(edit -> assertThat(edit.addTag("a:b")).isTrue());

    assertThat(tagged.text().replace('"', '\'')).isEqualTo(expected);
    assertThat(tagged.tags()).contains("a:b");
    assertThat(Samples.read(tagged.copyBytes()).tags()).isEqualTo(tagged.tags());
  }

  @Test
  void a_tag_that_is_there_is_not_added_and_changes_no_byte() {
    Vcon vcon =
        vcon("{'attachments': [{'type': 'tags', 'body': ['a:b', 'c:d'], 'encoding': 'none'}]}");

    Vcon same = vcon.edited(edit -> assertThat(edit.addTag("c:d")).isFalse());

    assertThat(same).isSameAs(vcon);
    assertThat(vcon.tags()).containsExactly("a:b", "c:d");
  }

  @Test
  void several_tags_are_added_in_order_and_each_once() {
    Vcon tagged =
        vcon("{}")
            .edited(edit -> {
              edit.addTag("b:2");
              edit.addTag("a:1");
              edit.addTag("b:2");
            })
            .edited(edit -> edit.addTag("c:\"3\""));

    assertThat(tagged.tags()).containsExactly("b:2", "a:1", "c:\"3\"");
    assertThat(Samples.read(tagged.copyBytes()).tags()).containsExactly("b:2", "a:1", "c:\"3\"");
  }

  @Test
  void a_tag_in_a_second_tags_attachment_counts() {
    Vcon vcon =
        vcon(
            """
            {'attachments': [{'purpose': 'tags', 'body': '[\\'a:b\\']'},
                             {'purpose': 'tags', 'body': ['c:d']}]}
            """);

    assertThat(vcon.tags()).containsExactly("a:b", "c:d");
    assertThat(vcon.edited(edit -> edit.addTag("c:d"))).isSameAs(vcon);
  }

  @Test
  void an_attachment_of_type_tags_with_another_purpose_holds_no_tags() {
    assertThat(
            vcon("{'attachments': [{'type': 'tags', 'purpose': 'other', 'body': ['a:b']}]}").tags())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'attachments': 'text'}",
        "{'attachments': {'purpose': 'tags'}}",
        "{'attachments': [{'purpose': 'tags', 'body': 'a:b'}]}",
        "{'attachments': [{'purpose': 'tags', 'body': '{}'}]}",
        "{'attachments': [{'purpose': 'tags', 'body': '[] x'}]}",
        "{'attachments': [{'purpose': 'tags', 'body': {'a': 'b'}}]}",
        "{'attachments': [{'purpose': 'tags', 'body': 7}]}"
      })
  void something_else_in_the_place_of_tags_is_not_destroyed(String json) {
    Vcon vcon = vcon(json);

    assertThat(vcon.tags()).isEmpty();
    assertThatThrownBy(() -> vcon.edited(edit -> edit.addTag("a:b")))
        .isInstanceOf(UnusableTagsException.class)
        .hasMessageContaining(Samples.ID.asPopped())
        .hasMessageContaining("attachment");
    assertThat(vcon.text()).isEqualTo(json.replace('\'', '"'));
  }
}
