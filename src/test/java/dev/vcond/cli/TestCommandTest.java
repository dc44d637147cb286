package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    var result =
        new Shell().run("test", Path.of("config.yml"), "src/main/share/config.test.yml", "-v");

    assertThat(result.out()).endsWith("3 passed, 0 failed\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void in_a_checkout_the_example_lies_where_the_build_is() {
    var result =
        new Shell()
            .with("VCOND_HOME", Path.of("").toAbsolutePath().toString())
            .with("VCOND_BUILD", "src/main/share")
            .run("test");

    assertThat(result.out()).endsWith("3 passed, 0 failed\n");
  }
}
