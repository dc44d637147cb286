package dev.vcond.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vcond.chain.FailedAt;
import dev.vcond.queue.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DeadLetterLogTest {
  private final AtomicLong now = new AtomicLong();
  private final DeadLetterLog letters = new DeadLetterLog("main", now::get);
  private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetterLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private void tell(String id, String storage) {
    var delivery = new Delivery("in", id.getBytes(UTF_8), "me:1", 1, 1, Map.of(), 0);
    letters.tell(delivery, new FailedAt.AtStorages(Map.of(storage, "storage " + storage + ": no")));
  }

  private List<String> warnings() {
    return lines.list.stream()
        .filter(line -> line.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void the_line_of_a_dead_letter_has_all_that_a_search_needs_as_fields() {
    var delivery = new Delivery("in", "a".getBytes(UTF_8), "me:1", 1, 1, Map.of(), 0);
    letters.tell(delivery, new FailedAt.AtLink("ask", "link_failed", "link ask: no", 3));

    Map<String, Object> fields = new TreeMap<>();
    lines.list.getFirst().getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
    assertThat(fields)
        .hasToString(
            "{attempts=3, cause=link ask: no, chain=main, code=link_failed, count=1, list=in,"
                + " step=ask, uuid=a}");
  }

  @Test
  void one_cause_is_told_at_once_and_then_counted() {
    tell("a", "pg");
    for (int i = 0; i < 500; i++) {
      tell("b", "pg");
    }
    assertThat(warnings())
        .containsExactly("a from list in went to DLQ:in in chain main: storage pg: no");
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    tell("c", "pg");
    tell("d", "pg");
    assertThat(warnings().getLast())
        .isEqualTo(
            "c from list in went to DLQ:in in chain main: storage pg: no (and 500 more like it"
                + " before)");
    now.addAndGet(Duration.ofSeconds(30).toNanos());
    tell("e", "pg");
    assertThat(warnings()).hasSize(3);
    assertThat(warnings().getLast()).endsWith("(and 1 more like it before)");
  }

  @Test
  void another_cause_is_told_at_once() {
    tell("a", "pg");
    tell("b", "disk");
    assertThat(warnings()).hasSize(2);
  }
}
