package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.sh;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.vcond.vcon.Vcon;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the log says of what programs say on standard error. */
@Timeout(30)
final class SpokenTest {
  private static final Vcon VCON = document().vcon();

  @TempDir private Path folder;
  private final Logger logger = (Logger) LoggerFactory.getLogger(ExecLink.class);
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    return event.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_shot", "persistent"})
  void a_stack_trace_is_one_event_that_names_the_link_and_the_vcon(String mode) {
    String trace =
        """
        read -r line
        echo 'Traceback (most recent call last):' >&2; sleep 0.1
        echo '  File "a.py", line 1, in run' >&2
        echo "ValueError: no $KEY" >&2
        exit 1
        """;
    try (ExecLink link =
        sh(folder, trace)
            .with("mode", mode)
            .with("env", Map.of("KEY", Scripts.text("hunter2")))
            .open()) {
      assertThat(catchThrowable(() -> link.apply(VCON, CONTEXT)))
          .hasMessageContaining("ValueError");
      await().until(() -> !events.isEmpty());
    }
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getFormattedMessage())
        .isEqualTo(
            "sh said: Traceback (most recent call last):\n  File \"a.py\", line 1, in run\n"
                + "ValueError: no ***");
    assertThat(fields(events.getFirst()))
        .isEqualTo(
            Map.of(
                "chain", "main", "step", "mine", "list", "default", "uuid", VCON.id().canonical()));
  }

  @Test
  void what_is_said_without_a_pause_does_not_wait_for_the_end() throws Exception {
    try (ExecLink link =
        sh(folder, "echo begun >&2; until [ -e go ]; do sleep 0.01; done; cat").open()) {
      Thread call =
          Thread.startVirtualThread(
              () -> assertThat(catchThrowable(() -> link.apply(VCON, CONTEXT))).isNull());
      await().until(() -> events.size() == 1);
      assertThat(folder.resolve("go").toFile().createNewFile()).isTrue();
      call.join();
    }
    assertThat(events).hasSize(1);
  }
}
