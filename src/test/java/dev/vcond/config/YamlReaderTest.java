package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private final Problems problems = new Problems();

  private Mapping read(String yaml) {
    ConfigValue value = new YamlReader("config.yml", problems).read(yaml);
    assertThat(problems.list()).isEmpty();
    return value instanceof Mapping mapping ? mapping : Mapping.empty();
  }

  private List<String> errors(String yaml) {
    new YamlReader("config.yml", problems).read(yaml);
    return problems.list().stream().map(ConfigProblem::toString).toList();
  }

  private static String text(Mapping mapping, String key) {
    return mapping.get(key) instanceof Scalar scalar ? scalar.text() : "no scalar";
  }

  @Test
  void scalars_keep_the_text_that_was_written() {
    Mapping read =
        read("a: 0o644\nb: 0644\nc: '5432'\non: yes\n123: 1_000\nd: 2024-01-01\ne: 1e3\n");

    assertThat(read.entries().keySet()).containsExactly("a", "b", "c", "on", "123", "d", "e");
    assertThat(text(read, "a")).isEqualTo("0o644");
    assertThat(text(read, "b")).isEqualTo("0644");
    assertThat(text(read, "c")).isEqualTo("5432");
    assertThat(text(read, "on")).isEqualTo("yes");
    assertThat(text(read, "123")).isEqualTo("1_000");
    assertThat(text(read, "d")).isEqualTo("2024-01-01");
    assertThat(text(read, "e")).isEqualTo("1e3");
  }

  @Test
  void null_is_absent_unless_it_is_quoted() {
    Mapping read = read("a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: !!str null\n");

    assertThat(read.get("a")).isNull();
    assertThat(read.get("b")).isNull();
    assertThat(read.get("c")).isNull();
    assertThat(text(read, "d")).isEqualTo("null");
    assertThat(text(read, "e")).isEmpty();
    assertThat(text(read, "f")).isEqualTo("null");
  }

  @Test
  void anchors_aliases_and_merge_keys_work() {
    Mapping read =
        read(
            """
            base: &base {host: a, port: 1}
            more: &more {port: 2, user: b}
            one: {<<: *base, port: 3}
            two:
              port: 4
              <<: [*base, *more]
            same: *base
            """);

    assertThat(read.get("one"))
        .isInstanceOfSatisfying(
            Mapping.class,
            one -> {
              assertThat(one.entries().keySet()).containsExactly("port", "host");
              assertThat(text(one, "port")).isEqualTo("3");
            });
    assertThat(read.get("two"))
        .isInstanceOfSatisfying(
            Mapping.class,
            two -> {
              assertThat(text(two, "port")).isEqualTo("4");
              assertThat(text(two, "host")).isEqualTo("a");
              assertThat(text(two, "user")).isEqualTo("b");
            });
    assertThat(read.get("same")).isEqualTo(read.get("base"));
  }

  @Test
  void duplicate_keys_are_refused_with_both_lines() {
    assertThat(errors("a:\n  b: 1\n  c: 2\n  b: 3\n"))
        .containsExactly(
            "config.yml:4:3: a.b: the key stands twice, first on line 2. Keep one of them: YAML"
                + " would silently take the last.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
        "a: !foo bar",
        "a: !!binary aGk=",
        "a: !hunter2",
        "!foo {a: b}",
      })
  void tags_are_refused_and_never_repeated(String yaml) {
    assertThat(errors(yaml))
        .isNotEmpty()
        .allSatisfy(said ->
            assertThat(said)
                .startsWith("config.yml:1:")
                .contains("YAML tags (a word that begins with !) are not accepted")
                .doesNotContain("foo", "javax", "hunter2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:2 | a: b: c | a colon stands where no key can be",
        "2:1 | a: [b,\nc: d | is not closed, or a comma is missing",
        "2:1 | a: b\n\tc: d | a tab character stands where only spaces may",
        "3:1 | a:\n  b: c\n d: e | the indentation does not fit the lines above",
        "1:4 | a: *hunter2 | an alias (*name) has no anchor (&name) before it",
        "1:4 | a: @hunter2 | a character that cannot begin a value",
        "1:4 | a: %hunter2 | a character that cannot begin a value",
        "1:12 | a: 'hunter2 | a text in quotes is not closed",
        "1:5 | a: \"\\hunter2\" | a backslash in double quotes begins no known escape",
        "2:1 | a: b\n---\nc: hunter2 | there is more than one document in this file",
        "2:4 | a: b\nc: \u0001hunter2 | a character that YAML does not allow",
      })
  void what_is_no_yaml_is_said_with_its_place_and_without_the_line(String example) {
    String[] parts = example.split(" \\| ", -1);
    String line = parts[0].substring(0, parts[0].indexOf(':'));

    assertThat(errors(parts[1]))
        .singleElement()
        .asString()
        .startsWith("config.yml:" + line + ":")
        .contains(parts[2])
        .doesNotContain("hunter2");
  }

  @Test
  void a_bomb_of_aliases_is_refused_in_a_moment() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String below = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]%n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(
                          below, below, below, below, below, below, below, below, below, below))));
    }

    assertThat(errors(bomb.toString()))
        .singleElement()
        .asString()
        .contains("the aliases of this file unfold to more than 200000 values");
  }

  @Test
  void an_anchor_that_contains_itself_is_refused() {
    assertThat(errors("a: &a\n  b: *a\n"))
        .containsExactly(
            "config.yml:1:4: a.b: this anchor contains itself. Remove the inner alias.");
  }

  @Test
  void what_is_too_large_or_too_deep_is_refused() {
    assertThat(errors("a: " + "x".repeat(YamlReader.MOST_CHARACTERS)))
        .containsExactly(
            "config.yml:1:1: the file is larger than 1 million characters. Is it the right file?");
    assertThat(new YamlReaderTest().errors("a: " + "[".repeat(60) + "]".repeat(60)))
        .singleElement()
        .asString()
        .contains("the values lie too deep in one another");
  }

  @Test
  void keys_are_single_words() {
    assertThat(errors("? [a, b]\n: c\n"))
        .containsExactly("config.yml:1:3: a key must be a single word, not a list or mapping");
    assertThat(new YamlReaderTest().errors("a: {<<: b}"))
        .containsExactly(
            "config.yml:1:9: a: << takes a mapping or a list of mappings. Name an alias.");
  }
}
