package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an operator reads, as the shipped logback.xml writes it. */
final class LoggingTest {
  @Test
  void a_line_has_time_level_thread_class_message_and_fields() throws Exception {
    String text =
        logged(
            Map.of(),
            logger ->
                logger.atInfo().addKeyValue("list", "default").log("The list is {} long.", 3));

    assertThat(text)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  \\[.+] Daemon - The list"
                + " is 3 long\\. list=\"default\"\n");
  }

  @Test
  void nothing_hangs_behind_a_message_without_fields() throws Exception {
    assertThat(logged(Map.of(), logger -> logger.info("Ready."))).endsWith("Daemon - Ready.\n");
  }

  @Test
  void a_quoted_line_end_cannot_forge_an_entry() throws Exception {
    String text = logged(Map.of(), logger -> logger.warn("The id {} is invalid.", "a\r\nERROR b"));

    assertThat(text).endsWith("The id a ERROR b is invalid.\n").hasLineCount(1);
  }

  @Test
  void a_stack_trace_is_shown() throws Exception {
    String text =
        logged(Map.of(), logger -> logger.error("It broke.", new IllegalStateException("why")));

    assertThat(text).contains("It broke.\njava.lang.IllegalStateException: why\n\tat dev.vcond.");
  }

  @Test
  void the_level_can_be_set() throws Exception {
    assertThat(logged(Map.of(), logger -> logger.debug("Fine."))).isEmpty();
    assertThat(logged(Map.of("VCOND_LOG_LEVEL", "DEBUG"), logger -> logger.debug("Fine.")))
        .endsWith("Fine.\n");
  }

  @Test
  void json_is_one_object_per_line() throws Exception {
    String text =
        logged(
            Map.of("VCOND_LOG_FORMAT", "json"),
            logger -> logger.atWarn().addKeyValue("list", "x").log("Two\n{}.", "lines"));

    JsonNode entry = new JsonMapper().readTree(text);
    assertThat(text).hasLineCount(1);
    assertThat(entry.path("level").asText()).isEqualTo("WARN");
    assertThat(entry.path("formattedMessage").asText()).isEqualTo("Two\nlines.");
    assertThat(entry.path("kvpList").path(0).path("list").asText()).isEqualTo("x");
  }

  @Test
  void a_broken_connection_of_the_pool_is_told_by_the_storage_alone() throws Exception {
    String text =
        logged(
            Map.of(),
            logger -> {
              LoggerContext all = logger.getLoggerContext();
              all.getLogger("com.zaxxer.hikari.pool.ProxyConnection").warn("Marked as broken.");
              all.getLogger("com.zaxxer.hikari.pool.HikariPool").warn("Thread starvation.");
            });

    assertThat(text).endsWith("HikariPool - Thread starvation.\n").hasLineCount(1);
  }

  private static String logged(Map<String, String> variables, Consumer<Logger> work)
      throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    variables.forEach(context::putProperty);
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
      work.accept(context.getLogger("dev.vcond.app.Daemon"));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return written.toString(UTF_8);
  }
}
