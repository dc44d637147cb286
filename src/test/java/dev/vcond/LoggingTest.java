package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vcond.event.LogFields;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an operator reads, as the shipped logback.xml writes it. */
final class LoggingTest {
  private static final Map<String, String> TEXT = Map.of("VCOND_LOG_FORMAT", "text");
  private static final Map<String, String> JSON = Map.of("VCOND_LOG_FORMAT", "json");

  @Test
  void a_line_has_time_level_thread_class_message_and_fields() throws Exception {
    String text =
        logged(
            TEXT,
            logger ->
                logger.atInfo().addKeyValue("list", "default").log("The list is {} long.", 3));

    assertThat(text)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  \\[.+] Daemon - The list"
                + " is 3 long\\. list=\"default\"\n");
  }

  @Test
  void nothing_hangs_behind_a_message_without_fields() throws Exception {
    assertThat(logged(TEXT, logger -> logger.info("Ready."))).endsWith("Daemon - Ready.\n");
  }

  @Test
  void a_quoted_line_end_cannot_forge_an_entry() throws Exception {
    String text = logged(TEXT, logger -> logger.warn("The id {} is invalid.", "a\r\nERROR b"));

    assertThat(text).endsWith("The id a | ERROR b is invalid.\n").hasLineCount(1);
  }

  @Test
  void a_stack_trace_is_shown() throws Exception {
    String text =
        logged(TEXT, logger -> logger.error("It broke.", new IllegalStateException("why")));

    assertThat(text).contains("It broke.\njava.lang.IllegalStateException: why\n\tat dev.vcond.");
  }

  @Test
  void the_level_can_be_set() throws Exception {
    assertThat(logged(TEXT, logger -> logger.debug("Fine."))).isEmpty();
    assertThat(
            logged(
                Map.of("VCOND_LOG_LEVEL", "DEBUG", "VCOND_LOG_FORMAT", "text"),
                logger -> logger.debug("Fine.")))
        .endsWith("Fine.\n");
  }

  @Test
  void text_does_not_repeat_what_the_message_says() throws Exception {
    String text =
        logged(
            TEXT,
            logger ->
                logger
                    .atWarn()
                    .addKeyValue("list", "in")
                    .addKeyValue("attempts", 3)
                    .log("It came from list in."));

    assertThat(text).endsWith("Daemon - It came from list in. attempts=\"3\"\n");
  }

  @Test
  void json_is_one_object_per_line_whose_fields_are_members() throws Exception {
    String text =
        logged(
            JSON,
            logger ->
                logger
                    .atWarn()
                    .setCause(new IllegalStateException("why"))
                    .addKeyValue("list", "x")
                    .addKeyValue("attempts", 3)
                    .addKeyValue("level", "forged")
                    .log("Two\n{}.", "lines"));

    JsonNode entry = new JsonMapper().readTree(text);
    assertThat(text).hasLineCount(1);
    assertThat(entry.path("time").asText()).matches("\\d{4}-.+T.+\\.\\d{3}Z");
    assertThat(entry.path("level").asText()).isEqualTo("WARN");
    assertThat(entry.path("message").asText()).isEqualTo("Two\nlines.");
    assertThat(entry.path("list").asText()).isEqualTo("x");
    assertThat(entry.path("attempts").intValue()).isEqualTo(3);
    assertThat(entry.path("logger").asText()).isEqualTo("dev.vcond.app.Daemon");
    assertThat(entry.path("error").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(entry.path("stack").asText()).contains("why\n\tat dev.vcond.LoggingTest");
  }

  @Test
  void every_field_stands_in_the_readme() throws Exception {
    String readme = Files.readString(Path.of("README.md"));

    for (Field field : LogFields.class.getFields()) {
      assertThat(readme).containsPattern("(?m)^\\| .*`" + field.get(null) + "`.* \\|");
    }
  }

  @Test
  void a_broken_connection_of_the_pool_is_told_by_the_storage_alone() throws Exception {
    String text =
        logged(
            TEXT,
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
