package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo in a process of its own, and how it ends when somebody ends it. */
final class DemoProcessTest {
  @TempDir private Path temporary;

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vcond.cli.Main",
            "demo",
            "--count",
            "10",
            "--stay",
            "--programs",
            Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg").toString());
    builder.environment().put("TMPDIR", temporary.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static void readTo(String text, Process demo) throws IOException {
    BufferedReader out = demo.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("not said: " + text);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  private List<ProcessHandle> servers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(temporary.toString()))
        .toList();
  }

  @Test
  void a_signal_in_the_middle_stops_everything_and_removes_the_folder() throws Exception {
    Process demo = start();
    try {
      readTo("put into Redis", demo);
      assertThat(servers()).isNotEmpty();

      demo.toHandle().destroy();
      readTo("Interrupted. The servers are stopped; the folder is removed.", demo);

      assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isEqualTo(128 + 15);
      assertThat(left()).isEmpty();
      assertThat(servers()).isEmpty();
    } finally {
      demo.destroyForcibly();
    }
  }

  @Test
  void a_killed_demo_that_stayed_leaves_no_server_and_no_folder() throws Exception {
    Process demo = start();
    try {
      readTo("Everything runs until Ctrl-C", demo);
      assertThat(servers()).hasSizeGreaterThanOrEqualTo(2);

      demo.destroyForcibly().waitFor();

      await().atMost(Duration.ofSeconds(30)).until(() -> left().isEmpty() && servers().isEmpty());
    } finally {
      demo.destroyForcibly();
    }
  }
}
