package dev.vcond.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventEncoderTest {
  @TempDir private Path folder;

  private static String encoded(Reader reader, String format, @Nullable Throwable thrown) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    Logger logger = context.getLogger("dev.vcond.Some");
    var encoder = new EventEncoder();
    encoder.setFormat(format);
    encoder.startFor(reader);
    var event = new LoggingEvent("x", logger, Level.WARN, "It is so.", thrown, null);
    return new String(encoder.encode(event), UTF_8);
  }

  @Test
  void a_terminal_gets_text_and_everybody_else_json() {
    assertThat(encoded(Reader.TERMINAL, "", null))
        .contains(" WARN  [")
        .endsWith("Some - It is so.\n");
    assertThat(encoded(Reader.PROGRAM, "", null)).startsWith("{\"time\":").endsWith("}\n");
    assertThat(encoded(Reader.TERMINAL, "json", null)).startsWith("{");
    assertThat(encoded(Reader.PROGRAM, "text", null)).contains(" WARN  [");
  }

  @Test
  void the_journal_gets_the_priority_of_each_line() {
    assertThat(encoded(Reader.JOURNAL, "", null)).startsWith("<4>{\"time\":");
    String text = encoded(Reader.JOURNAL, "text", new IllegalStateException("why"));

    assertThat(text)
        .startsWith("<4>Some - It is so.\n<4>java.lang.IllegalStateException: why\n<4>");
    assertThat(text.lines()).allMatch(line -> line.startsWith("<4>"));
  }

  @Test
  void the_journal_is_known_by_the_device_and_inode_that_systemd_names() throws Exception {
    Path stream = Files.createFile(folder.resolve("stream"));
    String place =
        Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");

    assertThat(Reader.of(stream, place)).isEqualTo(Reader.JOURNAL);
    assertThat(Reader.of(stream, "1:2")).isEqualTo(Reader.PROGRAM);
    assertThat(Reader.of(stream, "")).isEqualTo(Reader.PROGRAM);
    assertThat(Reader.of(Path.of("/dev/tty"), place)).isEqualTo(Reader.TERMINAL);
  }
}
