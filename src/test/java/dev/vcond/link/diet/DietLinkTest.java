package dev.vcond.link.diet;

import static dev.vcond.link.diet.Diets.apply;
import static dev.vcond.link.diet.Diets.conversation;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigException;
import dev.vcond.link.Link;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.SignedVconException;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is removed and what is left, without anywhere to move it. */
final class DietLinkTest extends LinkContract {
  private static final String PROMPTS =
      """
      [{"type": "summary", "vendor_schema": {"system_prompt": "p", "kept": [{"system_prompt": "q", "n": 0.10}]},\
       "encoding": "json", "body": "{\\"system_prompt\\": \\"r\\", \\"s\\": 1.0}"},\
       {"type": "plain", "encoding": "json", "body": "{\\"a\\":  1.0}"},\
       {"type": "text", "encoding": "none", "body": "system_prompt"}]\
      """;

  @Override
  protected Link open() throws Exception {
    return Diets.open(
        Map.of(
            "remove_dialog_body",
            true,
            "remove_system_prompts",
            true,
            "remove_attachment_types",
            List.of("image/jpeg")));
  }

  @Test
  void nothing_is_removed_by_default() throws Exception {
    Vcon vcon = conversation();
    assertThat(apply(vcon, Map.of())).isSameAs(vcon);
    assertThat(
            apply(
                vcon,
                Map.of(
                    "post_media_to_url", "",
                    "s3_bucket", "",
                    "s3_path", "",
                    "aws_access_key_id", "",
                    "aws_secret_access_key", "",
                    "remove_attachment_types", List.of())))
        .isSameAs(vcon);
  }

  @Test
  void a_body_that_has_nowhere_to_go_is_emptied_and_the_rest_of_its_dialog_stays()
      throws Exception {
    Vcon left = apply(conversation(), Map.of("remove_dialog_body", true));

    assertThat(left.text())
        .isEqualTo(
            conversationText(left)
                .replace("\"" + Diets.WAV + "\"", "\"\"")
                .replace("\"Gr\\u00fc\\u00dfe\"", "\"\""));
  }

  private static String conversationText(Vcon left) {
    // Spaces between tokens are not kept in what was changed.
    return SampleVcon.read(left.id(), conversation().text())
        .edited(editor -> editor.root().put("vcon", "0.3"))
        .text()
        .replaceFirst("\"uuid\":\"[^\"]*\"", "\"uuid\":\"" + left.id().canonical() + "\"");
  }

  @Test
  void the_analysis_is_removed() throws Exception {
    Vcon vcon = document().with("analysis", "[{\"type\": \"t\", \"body\": \"x\"}]").vcon();
    assertThat(apply(vcon, Map.of("remove_analysis", true)).tree().has("analysis")).isFalse();
    Vcon none = document().vcon();
    assertThat(apply(none, Map.of("remove_analysis", true))).isSameAs(none);
  }

  @Test
  void attachments_are_removed_by_media_type_under_each_name_that_it_has_had() throws Exception {
    Vcon vcon =
        document()
            .with(
                "attachments",
                """
                [{"purpose": "a", "mediatype": "image/jpeg", "body": "1"},\
                 {"purpose": "b", "mimetype": "IMAGE/JPEG; q=1", "body": "2"},\
                 {"purpose": "c", "mime_type": "image/jpeg", "body": "3"},\
                 {"purpose": "d", "mediatype": "image/png", "body": "4"},\
                 {"purpose": "image/jpeg", "body": "5"}, "image/jpeg"]\
                """)
            .vcon();
    Vcon left = apply(vcon, Map.of("remove_attachment_types", List.of("image/jpeg")));
    assertThat(left.attachments())
        .extracting(attachment -> attachment.body().text().orElseThrow())
        .containsExactly("4", "5");
  }

  @Test
  void system_prompts_are_removed_at_any_depth_and_from_json_bodies() throws Exception {
    Vcon vcon =
        document()
            .with("analysis", PROMPTS)
            .with("meta", "{\"system_prompt\": {\"x\": 1}, \"y\": 1e5}")
            .vcon();

    Vcon left = apply(vcon, Map.of("remove_system_prompts", true));

    assertThat(left.text())
        .contains("\"kept\":[{\"n\":0.10}]", "\"{\\\"s\\\":1.0}\"", "\"meta\":{\"y\":1e5}")
        .contains("\"{\\\"a\\\":  1.0}\"", "\"body\":\"system_prompt\"")
        .doesNotContain("system_prompt\\\"", "\"system_prompt\":");
  }

  @Test
  void a_signed_document_is_refused_if_anything_is_to_be_removed() throws Exception {
    Vcon signed =
        SampleVcon.read(SampleVcon.randomId(), "{\"payload\": \"e30\", \"signatures\": [{}]}");
    assertThat(apply(signed, Map.of())).isSameAs(signed);
    assertThatThrownBy(() -> apply(signed, Map.of("remove_dialog_body", true)))
        .isInstanceOf(SignedVconException.class);
  }

  @Test
  void only_what_was_moved_is_kept_in_redis_at_once() throws Exception {
    try (Link removes = open();
        Link moves =
            Diets.open(
                Map.of("remove_dialog_body", true, "post_media_to_url", "http://127.0.0.1:1/x"))) {
      assertThat(removes.costly()).isFalse();
      assertThat(moves.costly()).isTrue();
      assertThat(moves.defaultTimeout()).isGreaterThan(removes.defaultTimeout());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws_access_key_id, x, need each other",
    "s3_bucket, 'a b', name of a bucket",
    "aws_region, 'eu west', expected a region",
    "endpoint_url, ftp://example.com, begins with http",
    "post_media_to_url, ftp://example.com, begins with http",
    "post_media_to_url, 'http://a b', expected an address",
    "presigned_url_expiration, 604801, to 7 days",
    "reference, link, body",
    "timeout, 0, from 1 ms"
  })
  void options_that_cannot_work_are_refused(String key, String value, String why) {
    assertThatThrownBy(() -> Diets.open(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }
}
