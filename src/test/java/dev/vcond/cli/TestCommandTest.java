package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCommandTest {
  private static final String CONFIG =
      """
      redis: {url: redis://127.0.0.1:1}
      links:
        tag: {module: links.tag, options: {tags: [recorded]}}
        route: {module: links.tag_router, options: {tag_routes: {recorded: vip}}}
        nobody: {module: links.sampler, options: {method: percentage, value: 0, seed: 1}}
      storages:
        disk: {module: storage.file, options: {path: FOLDER/stored}}
      chains:
        main: {links: [tag, route], storages: [disk], ingress_lists: [in], egress_lists: [done]}
        sampled: {links: [nobody], storages: [disk], ingress_lists: [s]}
        off: {links: [tag], ingress_lists: [o], enabled: 0}
      """;

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config = folder.resolve("config.yml");
    Files.writeString(config, CONFIG.replace("FOLDER", folder.toString()));
  }

  private Shell.Result test(String tests, String... arguments) throws IOException {
    Files.writeString(folder.resolve("config.test.yml"), tests);
    return new Shell().run("test", config, arguments);
  }

  @Test
  void tests_beside_the_configuration_pass_and_nothing_is_stored() throws IOException {
    var result =
        test(
            """
            tests:
              - name: a call is tagged
                chain: main
                vcon: {subject: hello, count: 2}
                expect:
                  tags: [recorded]
                  pointers: {/subject: hello, /count: 2, /attachments/0/purpose: tags}
                  absent: [/nowhere]
                  routes: [vip]
                  egress: [done]
                  storages: [disk]
                  unchanged: false
              - name: a call is left out
                chain: sampled
                vcon: {subject: hello}
                expect: {outcome: halted, link: nobody, code: not_in_sample, storages: [], egress: [], unchanged: true}
            """);

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
    assertThat(result.exit()).isZero();
    assertThat(folder.resolve("stored")).doesNotExist();
  }

  @Test
  void a_failure_names_test_line_expectation_and_finding() throws IOException {
    var result =
        test(
            """
            tests:
              - name: a call stays as it is
                chain: main
                vcon: {subject: hello}
                expect:
                  unchanged: true
                  pointers: {/subject: Hello}
            """);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .contains("FAILED " + folder.resolve("config.test.yml") + ":2:5: a call stays as it is\n")
        .contains(
            """
              line 7, expect.pointers./subject
                expected: "Hello"
                found:    "hello"
            """)
        .contains("    +  \"attachments\" : [\n")
        .endsWith("0 passed, 1 failed\n");
  }

  @Test
  void a_number_is_not_the_text_of_a_number() throws IOException {
    var result =
        test(
            """
            tests:
              - {name: x, chain: main, vcon: {a: 2, b: '2', c: 2.0}, expect: {pointers: {/a: '2', /b: 2, /c: 2}}}
            """);

    assertThat(result.out())
        .containsSubsequence("pointers./a", "expected: \"2\"", "found:    2")
        .containsSubsequence("pointers./b", "expected: 2", "found:    \"2\"")
        .doesNotContain("pointers./c");
  }

  @Test
  void an_outcome_that_nobody_expected_comes_with_its_reason() throws IOException {
    var result = test("tests: [{name: x, chain: sampled, vcon: {a: b}}]");

    assertThat(result.out())
        .contains("expected: completed")
        .contains("found:    halted at link nobody (not_in_sample): it is not in the sample of");
  }

  @Test
  void everything_wrong_with_a_test_file_is_said_at_once_with_line_and_hint() throws IOException {
    var result =
        test(
            """
            tests:
              - name: x
                chian: main
                vcon: {a: b}
              - {name: y, chain: mian, vcon: {a: b}}
              - {name: z, chain: off, vcon: {a: b}}
              - {name: a, vcon: {a: b}}
              - {name: b, chain: main, file: nowhere.json, list: out}
              - {name: c, chain: main, vcon: {a: b}, expect: {outcome: failed, link: tga, storages: [dsik], egress: [doen], skipped: [rout]}}
              - {name: c, chain: main, vcon: hello}
            """);

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err().lines().map(line -> line.replace(folder + "/config.test.yml:", "")))
        .anyMatch(
            line -> line.startsWith("3:5: tests[0].chian: unknown key. Did you mean \"chain\"?"))
        .anyMatch(line ->
            line.startsWith(
                "5:22: tests[1].chain: there is no chain \"mian\". Did you mean \"main\"?"))
        .anyMatch(line -> line.startsWith("6:22: tests[2].chain: chain \"off\" is not enabled."))
        .anyMatch(
            line -> line.startsWith("7:5: tests[3].chain: is required, as 2 chains are enabled."))
        .anyMatch(line -> line.startsWith("8:34: tests[4].file: there is no file " + folder))
        .anyMatch(line ->
            line.contains("tests[4].list: there is no ingress list of chain main called \"out\""))
        .anyMatch(line ->
            line.contains(
                "expect.link: there is no link of chain main called \"tga\". Did you mean"
                    + " \"tag\"?"))
        .anyMatch(line ->
            line.contains(
                "expect.storages: there is no storage of chain main called \"dsik\". Did you mean"
                    + " \"disk\"?"))
        .anyMatch(line ->
            line.contains(
                "expect.egress: there is no egress list of chain main called \"doen\". Did you mean"
                    + " \"done\"?"))
        .anyMatch(line ->
            line.contains(
                "expect.skipped: there is no link of chain main called \"rout\". Did you mean"
                    + " \"route\"?"))
        .anyMatch(line -> line.contains("tests[6].name: there is a test of this name on line 9"))
        .anyMatch(line -> line.contains("tests[6].vcon: is neither a mapping nor a JSON text"));
  }

  @Test
  void nothing_to_run_is_no_success() throws IOException {
    var none = new Shell().run("test", config);
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.err()).contains("nothing to test").contains("config.test.yml");

    var other = test("tests: [{name: x, chain: main, vcon: {a: b}}]", "--only", "y");
    assertThat(other.exit()).isEqualTo(3);
    assertThat(other.err()).contains("no test has such a name");
  }

  @Test
  void the_example_that_comes_with_vcond_passes() {
    var result = new Shell().run("test", "-v", "src/main/share/config.test.yml");

    assertThat(result.out()).endsWith("3 passed, 0 failed\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void no_time_passes_in_a_chain_that_waits() throws IOException {
    configure(
        """
        links:
          night: {module: links.delay, options: {seconds: 8h}}
        chains:
          patient: {links: [night], ingress_lists: [a], timeout: 9h}
        """);

    var result =
        test(
            """
            tests:
              - {name: x, vcon: {a: b}}
            """);
    assertThat(result.out()).endsWith("1 passed, 0 failed\n");
  }

  private void configure(String text) throws IOException {
    Files.writeString(config, text);
  }

  private static final String HOOK =
      """
      links:
        hook:
          module: links.webhook
          options: {webhook-urls: ["https://crm.example/hook?token=${TOKEN}"]}
          retry: {wait: 1h, max_wait: 1h}
      chains:
        main: {links: [hook], ingress_lists: [in]}
      """;

  @Test
  void requests_are_answered_in_turn_without_waiting_and_can_be_counted() throws IOException {
    configure(HOOK);

    var result =
        test(
            """
            environment: {TOKEN: hush}
            tests:
              - name: the second attempt works
                vcon: {subject: hello, parties: [{}]}
                http:
                  - {url: https://crm.example/other, status: 400}
                  - {url: https://crm.example/hook, method: POST, status: 503, headers: {Retry-After: '3600'}, then: [{status: 200}]}
                expect:
                  requests:
                    - {url: https://crm.example/hook, method: post, count: 2, pointers: {/subject: hello}, jq: ['.parties | length == 1']}
                    - {url: 'https://crm.example/hook?token=hush', count: 2}
                    - {url: 'https://crm.example/*', count: 2}
                    - {url: https://crm.example/other, count: 0}
              - name: none works
                vcon: {subject: hello}
                http: [{url: https://crm.example/hook, status: 503}]
                expect: {outcome: failed, link: hook, code: link_failed, reason: 'crm.example/hook answered 503', requests: [{url: https://crm.example/hook, count: 3}]}
            """);

    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void a_request_without_an_answer_fails_the_test_and_shows_no_secret() throws IOException {
    configure(HOOK);

    var result =
        test(
            """
            environment: {TOKEN: hush}
            http: [{url: https://crm.example/hok}]
            tests:
              - name: x
                vcon: {subject: hello}
                expect: {outcome: failed, requests: [{url: https://crm.example/hook, count: 1, pointers: {/subject: Hello}}]}
            """);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .contains(
            "found:    none for POST https://crm.example/hook?..., which got 501; there are"
                + " https://crm.example/hok\n")
        .contains("expected: 1 of https://crm.example/hook with /subject = \"Hello\"\n")
        .contains(
            "found:    0 of 3: POST https://crm.example/hook?...; with /subject = \"hello\"\n")
        .doesNotContain("hush")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void a_link_that_hangs_ends_with_its_own_timeout() throws IOException {
    configure(
        """
        links:
          slow: {module: links.exec, options: {command: [sleep, '30']}, timeout: 200ms}
        chains:
          main: {links: [slow], ingress_lists: [in]}
        """);

    var result =
        test(
            """
            tests:
              - {name: x, vcon: {a: b}, expect: {outcome: failed, link: slow, code: link_timeout, reason: "/200 ms$/"}}
              - {name: y, vcon: {a: b}, expect: {outcome: failed, link: slow, code: link_timeout}}
            """);

    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void a_service_may_take_longer_than_a_link_waits() throws IOException {
    configure(HOOK.replace("retry:", "timeout: 200ms\n    retry:"));

    var result =
        test(
            """
            environment: {TOKEN: hush}
            tests:
              - {name: x, vcon: {a: b}, http: [{url: https://crm.example/hook, delay: 1h}], expect: {outcome: failed, code: link_timeout}}
            """);

    assertThat(result.out()).isEqualTo("1 passed, 0 failed\n");
  }

  @Test
  void a_program_swaps_to_a_document_of_the_test() throws IOException {
    configure(
        """
        links:
          swap:
            module: links.exec
            options:
              command: [echo, '{"swap": "01920000-0000-8000-8000-0000000000bb"}']
              answer: envelope
        chains:
          main: {links: [swap], ingress_lists: [in]}
        """);
    Files.writeString(
        folder.resolve("other.json"),
        "{\"uuid\": \"01920000-0000-8000-8000-0000000000bb\", \"subject\": \"other\"}");

    var result =
        test(
            """
            tests:
              - {name: there, vcon: {a: b}, documents: [other.json], expect: {id: 01920000-0000-8000-8000-0000000000bb, pointers: {/subject: other}}}
              - {name: not there, vcon: {a: b}, expect: {outcome: failed, link: swap, code: body_missing}}
            """);

    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void jq_filters_must_be_true_and_must_be_filters() throws IOException {
    var failed =
        test(
            """
            tests:
              - {name: x, chain: main, vcon: {a: 2}, expect: {jq: ['.a == 2', '.a == 3']}}
            """);
    assertThat(failed.out())
        .containsSubsequence("line 2, expect.jq", "expected: .a == 3", "found:    it is not true")
        .doesNotContain("expected: .a == 2");

    var wrong =
        test(
            """
            tests:
              - {name: x, chain: main, vcon: {a: 2}, expect: {jq: ['.a ==']}}
            """);
    assertThat(wrong.exit()).isEqualTo(78);
    assertThat(wrong.err())
        .contains("config.test.yml:2:55: tests[0].expect.jq: is not a jq filter:");
  }

  @Test
  void links_that_are_not_asked_are_named() throws IOException {
    configure(
        """
        links:
          tag:
            module: links.tag
            options: {tags: [vip]}
            only_if: {section: attachments, purpose: contract, includes: signed}
        chains:
          main: {links: [tag], ingress_lists: [in]}
        """);

    var result =
        test(
            """
            tests:
              - {name: x, vcon: {a: b}, expect: {skipped: [tag], tags: [], unchanged: true}}
              - {name: y, vcon: {attachments: [{purpose: contract, body: signed}]}, expect: {skipped: [], tags: [vip], has_tags: [vip], no_tags: [spam]}}
            """);

    assertThat(result.out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void a_wrong_configuration_is_told_as_check_tells_it() throws IOException {
    configure(
        "links: {tag: {module: links.tga}}\nchains: {main: {links: [tag], ingress_lists: [in]}}");

    var result = test("tests: [{name: x, vcon: {a: b}}]");

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err()).contains(config + ":1:23: links.tag.module:").contains("links.tag");
  }

  @Test
  void a_whole_vcon_is_compared_whatever_the_order_of_its_keys() throws IOException {
    configure("chains: {main: {ingress_lists: [in]}}");

    var result =
        test(
            """
            tests:
              - {name: x, vcon: {a: 1, b: {c: 2, d: [3]}}, expect: {vcon: '{"b": {"d": [3.0], "c": 2}, "a": 1}'}}
              - {name: y, vcon: {a: 1, b: 2}, expect: {vcon: {a: 1, b: 3}}}
            """);

    assertThat(result.out())
        .contains(
            """
                 {
                   "a" : 1,
                -  "b" : 3
                +  "b" : 2
                 }
            """)
        .endsWith("1 passed, 1 failed\n");
  }

  @Test
  void json_holds_every_test() throws IOException {
    var result =
        test(
            """
            tests:
              - {name: x, chain: main, vcon: {a: b}}
              - {name: y, chain: sampled, vcon: {a: b}}
            """,
            "--json");

    assertThat(result.exit()).isEqualTo(1);
    var json = result.json();
    assertThat(json.at("/passed").asInt()).isEqualTo(1);
    assertThat(json.at("/failed").asInt()).isEqualTo(1);
    assertThat(json.at("/files/0/tests/0/passed").asBoolean()).isTrue();
    assertThat(json.at("/files/0/tests/1/name").asText()).isEqualTo("y");
    assertThat(json.at("/files/0/tests/1/line").asInt()).isEqualTo(3);
    assertThat(json.at("/files/0/tests/1/mismatches/0/key").asText()).isEqualTo("expect.outcome");
  }

  @Test
  void colours_are_for_terminals() throws IOException {
    Files.writeString(
        folder.resolve("config.test.yml"),
        "tests: [{name: x, chain: main, vcon: {a: b}, expect: {unchanged: true}}]");

    var shown = new Shell().onTerminal().run("test", config);

    assertThat(shown.out()).contains("\033[32m    +  ").contains("FAILED");
    assertThat(new Shell().run("test", config).out()).doesNotContain("\033");
  }

  @Test
  void folders_are_searched_and_each_file_is_of_the_configuration_it_is_named_after()
      throws IOException {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(below.resolve("two.yml"), "chains: {two: {ingress_lists: [in]}}");
    Files.writeString(
        below.resolve("two.test.yml"), "tests: [{name: x, chain: two, vcon: {a: b}}]");
    Files.writeString(
        folder.resolve("config.test.yml"), "tests: [{name: y, chain: off, vcon: {}}]");

    var result = new Shell().run("test", folder.toString(), "-v");

    assertThat(result.out())
        .contains("two.test.yml:1:9: x")
        .endsWith("1 passed, 0 failed, 1 problem\n");
    assertThat(result.err())
        .contains("config.test.yml:1:26: tests[0].chain: chain \"off\" is not enabled");
    assertThat(result.exit()).isEqualTo(78);
  }

  @Test
  void thousands_of_tests_take_seconds_and_leave_no_thread_behind() throws IOException {
    configure(HOOK);
    var tests =
        new StringBuilder(
            "environment: {TOKEN: hush}\nhttp: [{url: https://crm.example/hook}]\ntests:\n");
    for (int i = 0; i < 2_000; i++) {
      tests.append(
          "- {name: n%d, vcon: {a: %d}, expect: {pointers: {/a: %d}}}\n".formatted(i, i, i));
    }
    int before = threads();

    var result = test(tests.toString());

    assertThat(result.out()).isEqualTo("2000 passed, 0 failed\n");
    Awaitility.await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(before));
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().matches("vcond-.*|HTTP-Dispatcher|HttpClient-.*"))
            .count();
  }
}
