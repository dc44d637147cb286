package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What links ask of services in {@code vcond test}, link by link. */
final class TestServicesTest {
  private static final String CALL =
      """
      x-call: &call
        uuid: 01920000-0000-8000-8000-000000000009
        dialog: [{type: recording, body: aGVsbG8, encoding: base64url, mediatype: audio/wav}]
      """;

  @TempDir private Path folder;

  private Shell.Result test(String config, String tests) throws IOException {
    Path file = folder.resolve("config.yml");
    Files.writeString(file, config);
    Files.writeString(folder.resolve("config.test.yml"), tests);
    return new Shell().run("test", file);
  }

  @Test
  void bodies_go_to_a_bucket_of_amazon_that_nobody_has() throws IOException {
    var result =
        test(
            """
            links:
              diet:
                module: links.diet
                options: {remove_dialog_body: true, s3_bucket: media, s3_path: calls, aws_access_key_id: A, aws_secret_access_key: B, aws_region: eu-west-1}
            chains:
              main: {links: [diet], ingress_lists: [a]}
            """,
            CALL
                + """
                tests:
                  - name: moved
                    vcon: *call
                    http: [{url: "https://s3.amazonaws.com/media/*", method: PUT}]
                    expect: {absent: [/dialog/0/body], requests: [{url: "https://s3.amazonaws.com/media/calls/*", count: 1}]}
                  - name: kept
                    vcon: *call
                    http: [{url: "https://s3.amazonaws.com/media/*", status: 500}]
                    expect: {outcome: failed, link: diet, unchanged: true}
                """);

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void bodies_go_to_an_address_and_its_answer_is_in_the_document() throws IOException {
    var result =
        test(
            """
            links:
              diet: {module: links.diet, options: {remove_dialog_body: true, post_media_to_url: "https://media.example/up"}}
            chains:
              main: {links: [diet], ingress_lists: [a]}
            """,
            CALL
                + """
                tests:
                  - name: moved
                    vcon: *call
                    http: [{url: "https://media.example/up", body: {url: "https://media.example/1.wav"}}]
                    expect: {absent: [/dialog/0/body], pointers: {/dialog/0/url: "https://media.example/1.wav"}}
                """);

    assertThat(result.out()).isEqualTo("1 passed, 0 failed\n");
  }

  @Test
  void a_link_that_shows_the_id_finds_the_document_written_before() throws IOException {
    var result =
        test(
            """
            links:
              tag: {module: links.tag, options: {tags: [recorded]}}
              hook: {module: links.webhook, options: {webhook-urls: ["https://crm.example/hook"]}}
              other: {module: links.tag, options: {tags: [late]}}
            chains:
              main: {links: [tag, hook], ingress_lists: [a]}
            """,
            """
            tests:
              - name: refused
                vcon: {subject: hello}
                http: [{url: "https://crm.example/hook", status: 400}]
                expect: {outcome: failed, link: hook, tags: [recorded], storages: [], egress: []}
            """);

    assertThat(result.out()).isEqualTo("1 passed, 0 failed\n");
  }

  @Test
  void what_a_service_answers_may_stand_in_a_file() throws IOException {
    Files.writeString(folder.resolve("answer.json"), "{\"subject\": \"from the service\"}");
    var result =
        test(
            """
            links:
              work: {module: links.http, options: {url: "https://svc.example/work"}}
            chains:
              main: {links: [work], ingress_lists: [a]}
            """,
            """
            tests:
              - name: answered
                vcon: {subject: hello}
                http: [{url: "https://svc.example/work", file: answer.json}]
                expect: {pointers: {/subject: from the service}}
            """);

    assertThat(result.out()).isEqualTo("1 passed, 0 failed\n");
  }

  @Test
  void an_address_among_tags_comes_back_as_it_was() throws IOException {
    var result =
        test(
            """
            links:
              tag: {module: links.tag, options: {tags: ["https://crm.example/x"]}}
            chains:
              main: {links: [tag: {tags: ["http://inline.example"]}, tag], ingress_lists: [a]}
            """,
            """
            tests:
              - {name: x, vcon: {a: b}, expect: {tags: ["http://inline.example", "https://crm.example/x"]}}
            """);

    assertThat(result.out()).isEqualTo("1 passed, 0 failed\n");
  }

  @Test
  void a_test_file_that_is_no_yaml_or_no_test_is_told_with_its_line() throws IOException {
    String config = "chains: {main: {ingress_lists: [a]}}";

    assertThat(test(config, "tests: [").err()).contains("config.test.yml:1:");
    assertThat(test(config, "").err()).contains("expected the section tests:");
    assertThat(test(config, "tests: []").err()).contains("tests");
    assertThat(test(config, "tests: []").exit()).isEqualTo(78);
    assertThat(test(config, "test: [{name: x}]").err()).contains("Did you mean \"tests\"?");
    assertThat(test(config, "tests: [{name: x, vcon: {}, http: [{url: crm}]}]").err())
        .contains("config.test.yml:1:42: tests[0].http[0].url: expected an address");
  }
}
