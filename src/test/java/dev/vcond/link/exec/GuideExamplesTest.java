package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.command;
import static dev.vcond.link.exec.Scripts.file;
import static dev.vcond.link.exec.Scripts.list;
import static dev.vcond.link.exec.Scripts.plain;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the README shows, taken from it and run. */
@Timeout(60)
final class GuideExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?m)(?:^(?: {4}.*)?\n)+");

  @TempDir private Path folder;

  /** The block of code below the heading of links.exec that has this in it. */
  private static String block(String part) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String page = readme.substring(readme.indexOf("### Module `links.exec`"));
    return BLOCK
        .matcher(page)
        .results()
        .map(result -> result.group().replaceAll("(?m)^ {4}", ""))
        .filter(code -> code.contains(part))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_link_in_python_notes_what_sounds_urgent_once() throws Exception {
    String program = file(folder, "urgent.py", block("import json"));
    try (ExecLink link =
        command(Interpreter.PYTHON.command(), program)
            .with("options", Map.of("words", list("cancel", "morning")))
            .open()) {
      Vcon left = link.apply(document().vcon(), CONTEXT).vcon();

      assertThat(left.tree().get("analysis").toString())
          .contains("urgency", "{\\\"words\\\": [\\\"morning\\\"]}");
      Vcon again = link.apply(left, CONTEXT).vcon();
      assertThat(again).isSameAs(left);
    }
  }

  @Test
  void the_link_for_node_halts_routes_and_lets_pass() throws Exception {
    String program = file(folder, "length.js", block("require('readline')"));
    try (ExecLink link =
        command(Interpreter.NODE.command(), program)
            .persistent(1)
            .with("options", Map.of("shortest", plain("10"), "long", plain("600")))
            .open()) {
      Vcon calm = lasting("60.5");
      assertThat(link.apply(lasting("3"), CONTEXT))
          .isInstanceOfSatisfying(
              LinkResult.Halt.class, halt -> assertThat(halt.reason()).isEqualTo("too short"));
      assertThat(link.apply(lasting("1e3"), CONTEXT).routes()).containsExactly("long_calls");
      assertThat(link.apply(calm, CONTEXT)).isEqualTo(new LinkResult.Continue(calm, List.of()));
    }
  }

  private static Vcon lasting(String seconds) {
    return document()
        .with("dialog", "[{\"type\": \"text\", \"duration\": " + seconds + "}]")
        .vcon();
  }
}
