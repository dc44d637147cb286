package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  enum Mode {
    FAST,
    VERY_SAFE
  }

  record Below(@Option(value = "Depth.", defaultValue = "2") int depth) {}

  record Sample(
      @Option(value = "Where it is.", example = "a|b") String place,
      @Option(value = "How.", defaultValue = "very_safe", aliases = "manner") Mode mode,
      @Option(value = "The password.", secret = true, defaultValue = "''") Secret password,
      @Option("Words of `<id>`, as <id>.") List<String> words,
      @Option("What lies below.") Below below,
      @Option(value = "Beside.", inline = true) Below beside) {}

  @Test
  void a_table_is_made_from_the_record() {
    assertThat(Reference.table(Sample.class))
        .isEqualTo(
            """
            | Key | Type | Default | Meaning | Example |
            | --- | --- | --- | --- | --- |
            | `place` | text | required | Where it is. | `a\\|b` |
            | `mode` | `fast`, `very_safe` | `very_safe` | How. Also accepted: `manner`. |  |
            | `password` | secret text | `''` | The password. Never shown. |  |
            | `words` | list of text | none | Words of `<id>`, as &lt;id>. |  |
            | `below.depth` | whole number | `2` | Depth. |  |
            | `depth` | whole number | `2` | Depth. |  |
            """);
  }

  @Test
  void every_key_of_the_file_and_every_variable_is_in_the_reference() {
    assertThat(Reference.configuration())
        .contains(
            "### `redis`",
            "| `url` | address of Redis | `redis://localhost:6379` |",
            "| `unsupported` | `error`, `warn` | `error` |",
            "| `memory` | percentage or size | `25%` |",
            "| `retry.max_attempts` | whole number | `3` |",
            "| `retry.wait` | time | `1s` |",
            "| `egress_format` | `current`, `0.0.1` | `current` |",
            "### `chains.<name>`",
            "| `VCON_DLQ_EXPIRY` | time | none |",
            "| `CONSERVER_WORKERS` |");
  }
}
