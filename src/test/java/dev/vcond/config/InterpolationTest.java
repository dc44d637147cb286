package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.ConfigValue.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {

  @TempDir Path folder;
  private ConfigFile file = new ConfigFile(Path.of("."));

  @BeforeEach
  void file_in_a_folder_of_its_own() {
    file =
        new ConfigFile(folder)
            .with(
                Map.of(
                    "NAME", "value",
                    "EMPTY", "",
                    "YAML", "{a: [b, c]} # no comment",
                    "DOLLAR", "${NAME}",
                    "CREDENTIALS_DIRECTORY", folder.resolve("credentials").toString()));
  }

  /** What an option that is written so holds; the text is put in double quotes. */
  private String value(String written) {
    ConfigValue option = option("\"" + written + "\"");
    return option instanceof Scalar scalar ? scalar.text() : "absent";
  }

  private @Nullable ConfigValue option(String written) {
    return file.config("links:\n  a:\n    module: m\n    options:\n      o: " + written)
        .link("a")
        .options()
        .get("o");
  }

  private String error(String written) {
    String said =
        file.errors(
                "links: {a: {module: m, options: {o: \""
                    + written
                    + "\"}}}\nchains: {c: {links: [a], ingress_lists: [in]}}")
            .getFirst();
    assertThat(said).startsWith("config.yml:1:37: links.a.options.o: ");
    return said.substring("config.yml:1:37: links.a.options.o: ".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${NAME}                        | value",
        "a-${NAME}-b-${NAME}            | a-value-b-value",
        "${NAME:-other}                 | value",
        "${EMPTY:-other}                | other",
        "${UNSET:-other}                | other",
        "${UNSET:-}x                    | x",
        "${UNSET:-${ALSO:-${NAME}}}     | value",
        "${UNSET:-a:-b}                 | a:-b",
        "$${NAME}                       | ${NAME}",
        "a$${b}c${NAME}                 | a${b}cvalue",
        "$NAME $ {NAME} $$              | $NAME $ {NAME} $$",
        "${DOLLAR}                      | ${NAME}",
        "${YAML}                        | {a: [b, c]} # no comment",
      })
  void variables_are_put_in_as_text(String written, String expected) {
    assertThat(value(written)).isEqualTo(expected);
  }

  @Test
  void a_variable_without_content_is_as_if_nothing_had_been_written() {
    assertThat(option("${UNSET:-}")).isNull();
    assertThat(option("${EMPTY}")).isNull();
    assertThat(option("\"${EMPTY}\"")).isNotNull();
  }

  @Test
  void what_is_put_in_is_never_null_a_number_or_a_list() {
    file = file.with(Map.of("A", "null", "B", "[x]"));

    assertThat(value("${A}")).isEqualTo("null");
    assertThat(option("${A}")).isInstanceOf(Scalar.class);
    assertThat(option("${B}")).isInstanceOf(Scalar.class);
  }

  @Test
  void files_and_credentials_lose_their_last_line_end() throws IOException {
    Files.createDirectory(folder.resolve("credentials"));
    Files.writeString(folder.resolve("credentials/redis"), "p@ss: #1\n");
    Files.writeString(folder.resolve("token"), "one\ntwo\r\n");

    assertThat(value("${credential:redis}")).isEqualTo("p@ss: #1");
    assertThat(value("${file:" + folder.resolve("token") + "}")).isEqualTo("one\ntwo");
    assertThat(value("<${file:token}>")).isEqualTo("<one\ntwo>");
    assertThat(value("${file:${CREDENTIALS_DIRECTORY}/redis}")).isEqualTo("p@ss: #1");
  }

  @Test
  void what_cannot_be_put_in_is_said_without_what_stands_there() throws IOException {
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});

    assertThat(error("${UNSET}"))
        .isEqualTo(
            "the environment variable UNSET is not set. Set it, or give a default: ${UNSET:-...}.");
    assertThat(error("hunter2${")).startsWith("a ${ is never closed.").doesNotContain("hunter2");
    assertThat(error("${hunter2 x}"))
        .startsWith("between ${ and } stands no name of a variable.")
        .doesNotContain("hunter2");
    assertThat(error("${}")).startsWith("between ${ and } stands no name of a variable.");
    assertThat(error("${file:nowhere}"))
        .isEqualTo(
            "the file nowhere does not exist. Looked for " + folder.resolve("nowhere") + ".");
    assertThat(error("${file:.}")).startsWith("the file . is a folder or larger than 1 MB");
    assertThat(error("${file:binary}")).isEqualTo("the file binary is not UTF-8 text");
    assertThat(error("${credential:redis}"))
        .startsWith("the credential redis does not exist. Looked for " + folder);
    assertThat(error("${credential:../token}"))
        .isEqualTo("the name of a credential holds letters, digits and . _ - only");
    file = file.with(Map.of());
    assertThat(error("${credential:redis}"))
        .startsWith("there are no systemd credentials here (CREDENTIALS_DIRECTORY is not set)");
  }

  @Test
  void what_could_not_be_put_in_is_complained_of_once() {
    assertThat(file.errors("worker: {concurrency: '${UNSET}'}\nadmin: {listen: '${UNSET}'}"))
        .containsExactly(
            "config.yml:1:23: worker.concurrency: the environment variable UNSET is not set. Set"
                + " it, or give a default: ${UNSET:-...}.",
            "config.yml:2:17: admin.listen: the environment variable UNSET is not set. Set it, or"
                + " give a default: ${UNSET:-...}.");
    assertThat(
            file.errors("links: {a: {module: '${UNSET}'}}\nchains: {c: {links: [a, '${UNSET}']}}"))
        .hasSize(2);
  }

  @Test
  void all_that_one_value_lacks_is_told_at_once() {
    assertThat(file.errors("redis: {url: 'redis://${USER_X}:${PASS_X:-${OTHER_X}}@${HOST_X}'}"))
        .hasSize(3)
        .allSatisfy(said -> assertThat(said).startsWith("config.yml:1:14: redis.url: "))
        .anySatisfy(said -> assertThat(said).contains("USER_X is not set"))
        .anySatisfy(said -> assertThat(said).contains("OTHER_X is not set"))
        .anySatisfy(said -> assertThat(said).contains("HOST_X is not set"));
  }

  @Test
  void what_nothing_reads_need_not_be_set() {
    assertThat(
            file.says(
                """
                ingress_auth: {a: '${UNSET}'}
                links: {it: {module: m, pip_name: 'git+https://${UNSET}@example.com', options: {k: '${UNSET}'}}}
                storages: {s: {module: m, options: {k: '${UNSET}'}}}
                chains: {on: {storages: [s], ingress_lists: [a]}, off: {links: [it], ingress_lists: [b], enabled: 0}}
                """))
        .filteredOn(said -> said.contains("UNSET"))
        .containsExactly(
            "config.yml:2:84: warning: links.it.options.k: the environment variable UNSET is not"
                + " set; no enabled chain uses it. Set it, or give a default: ${UNSET:-...}.",
            "config.yml:3:40: storages.s.options.k: the environment variable UNSET is not set. Set"
                + " it, or give a default: ${UNSET:-...}.");
  }

  @Test
  void the_content_of_a_file_is_never_shown() throws IOException {
    Files.writeString(folder.resolve("token"), "hunter2");

    assertThat(
            file.errors(
                """
                redis: {url: 'http://${file:token}'}
                worker: {concurrency: '${file:token}', order: '${file:token}'}
                admin: {listen: '${file:token}'}
                chains: {main: {ingress_lists: ['vcon:${file:token}'], links: ['${file:token}']}}
                """))
        .hasSizeGreaterThanOrEqualTo(5)
        .noneSatisfy(said -> assertThat(said).contains("hunter2"));
    Files.writeString(folder.resolve("pin"), "x7");
    assertThat(file.errors("worker: {concurrency: '${file:pin}'}"))
        .containsExactly("config.yml:1:23: worker.concurrency: expected a whole number");
  }
}
