package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  private static final String PROGRAMS =
      Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg").toString();

  @TempDir private Path temporary;

  private Shell shell() {
    return new Shell().with("TMPDIR", temporary.toString());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  @Test
  void everything_that_a_user_wants_to_know_is_told_and_nothing_is_left() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("mine"));
    Files.writeString(folder.resolve("a.json"), "{\"uuid\":\"%s\"}".formatted(id(1)));
    Files.writeString(folder.resolve(id(2) + ".vcon.json"), "{\"a\":1.0}");
    Files.writeString(folder.resolve("neither.json"), "{\"payload\":\"x\",\"signatures\":[]}");
    Files.writeString(folder.resolve("broken.json"), "{");

    Shell.Result result =
        shell().run("demo", "--count", "60", "--vcons", folder.toString(), "--programs", PROGRAMS);

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("✓ Redis", "✓ Postgres", "✓ Work", "✓ Proof")
        .contains("neither.json has no uuid; it is submitted as ")
        .contains("broken.json is left out: ")
        .contains("73 put into Redis")
        .containsPattern("files +64 +" + temporary + "/vcond-demo-\\d+/vcons")
        .containsPattern("rows +63 +table vcons")
        .contains("✓ 63 of 63 good vCons")
        .containsPattern("not_json +3 +a list, not an object")
        .containsPattern("storage_failed +1 +\\\\u0000")
        .containsPattern("\\d+ vCons a second; from claim to ack p50 [\\d.,]+ ms, p99 [\\d.,]+ ms")
        .containsPattern("psql postgresql://postgres@127.0.0.1:\\d+/postgres -c \"SELECT")
        .containsPattern("curl -s http://127.0.0.1:\\d+/metrics")
        .contains("The servers stop; the folder is removed.")
        .doesNotContain("\033", "\r");
    assertThat(left()).containsExactly(folder);
  }

  private static String id(int number) {
    return "0190a1b2-c3d4-8e5f-9a6b-%012d".formatted(number);
  }

  @Test
  void a_demo_that_somebody_tampered_with_fails_and_says_where() throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Caller caller =
        new Caller(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new Tampering(out), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("TMPDIR", temporary.toString()),
            false);

    int exit =
        Main.commandLine(caller).execute("demo", "--count", "40", "--programs", PROGRAMS, "--keep");

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("✗ Proof", "✗ 39 of 40 good vCons", "Not as it must be")
        .containsPattern(
            "✗ [0-9a-fA-F-]{36}, file [0-9a-f-]{36}.json: expected the document, found nothing")
        .contains("The servers stop; the folder is kept.");
    assertThat(left())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.resolve("config.yml")).isRegularFile();
          assertThat(kept.resolve("vcond.log")).isRegularFile();
        });
  }

  /** Removes the first file as soon as the work is said to be done, before it is read back. */
  private final class Tampering extends ByteArrayOutputStream {
    private final ByteArrayOutputStream out;
    private boolean done;

    private Tampering(ByteArrayOutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
      if (!done && out.toString(UTF_8).contains("✓ Work")) {
        done = true;
        removeOne();
      }
    }

    private void removeOne() {
      try (Stream<Path> files = Files.walk(temporary)) {
        Files.delete(
            files
                .filter(file -> file.toString().matches(".*/vcons/[^/]+\\.json"))
                .sorted()
                .findFirst()
                .orElseThrow());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void a_folder_that_cannot_be_made_or_found_ends_it_with_a_way_out() {
    Shell.Result nowhere = new Shell().with("TMPDIR", "/proc/nowhere").run("demo");
    assertThat(nowhere.exit()).isEqualTo(69);
    assertThat(nowhere.err()).contains("/proc/nowhere", "TMPDIR=");

    Shell.Result noVcons = shell().run("demo", "--vcons", temporary.resolve("none").toString());
    assertThat(noVcons.exit()).isEqualTo(69);
    assertThat(noVcons.err()).contains("none is no folder", "--vcons");

    assertThat(shell().run("demo", "--count", "-1").exit()).isEqualTo(64);
  }

  @Test
  void scripts_get_one_object() throws IOException {
    Shell.Result result = shell().run("demo", "--count", "10", "--json", "--programs", PROGRAMS);

    assertThat(result.exit()).isZero();
    JsonNode json = new JsonMapper().readTree(result.out());
    assertThat(json.path("succeeded").asBoolean()).isTrue();
    assertThat(json.path("good").asInt()).isEqualTo(10);
    assertThat(json.path("proved").asInt()).isEqualTo(10);
    assertThat(json.at("/stored/disk").asInt()).isEqualTo(11);
    assertThat(json.at("/stored/database").asInt()).isEqualTo(10);
    assertThat(json.path("dead_letters")).hasSize(10);
    assertThat(json.at("/dead_letters/0/reason").asText()).isNotEmpty();
    assertThat(json.at("/speed/p99_seconds").asDouble()).isPositive();
    assertThat(json.path("differences")).isEmpty();
    assertThat(json.at("/ways/running").asBoolean()).isFalse();
  }
}
