package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long ids have waited, in a real Redis. */
class QueueAgesTest {
  private final AtomicLong now = new AtomicLong(5);
  private OpenRedis server;
  private Redis redis;
  private QueueAges ages;

  @BeforeEach
  void start() throws Exception {
    server = OpenRedis.start();
    redis = server.redis();
    ages = new QueueAges(redis, now::get);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private QueueAges.Age look(int seconds) throws Exception {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    return Objects.requireNonNull(ages.look(List.of("in")).get("in"));
  }

  private void push(int count) {
    for (int i = 0; i < count; i++) {
      server.commands().rpush("in", SampleVcon.randomId().asPopped());
    }
  }

  @Test
  void the_oldest_id_is_as_old_as_the_look_that_found_it_last() throws Exception {
    assertThat(look(0).oldest()).isZero();
    push(2);
    assertThat(look(0).oldest()).isZero();
    push(3);
    assertThat(look(10).oldest()).hasSeconds(10);
    server.commands().lpop("in");
    assertThat(look(10).oldest()).as("the second of the first two").hasSeconds(20);
    server.commands().lpop("in");
    assertThat(look(10).oldest()).as("those that came ten seconds later").hasSeconds(20);
    server.commands().del("in");
    assertThat(look(10).oldest()).isZero();
  }

  @Test
  void a_long_list_that_moves_quickly_is_not_taken_for_one_that_stands_still() throws Exception {
    push(6_000);
    look(0);
    push(6_000);
    look(10);
    server.commands().ltrim("in", 6_000, -1);
    assertThat(look(10).oldest()).as("nothing is found near the head").hasSeconds(20);
    server.commands().ltrim("in", 4_000, -1);
    assertThat(look(10).oldest()).as("those of the second push").hasSeconds(20);
  }

  @Test
  void a_list_that_stands_still_for_days_needs_no_more_memory() throws Exception {
    push(1);
    look(0);
    for (int i = 0; i < 2_000; i++) {
      look(2);
    }
    assertThat(look(0).oldest()).hasSeconds(4_000);
  }

  @Test
  void the_first_document_to_expire_at_either_end_counts() throws Exception {
    push(3);
    assertThat(look(0).expiry()).isEmpty();
    List<String> ids = server.commands().lrange("in", 0, -1);
    server.commands().set("vcon:" + ids.get(0), "{}", SetArgs.Builder.ex(3_600));
    server.commands().set("vcon:" + ids.get(2), "{}", SetArgs.Builder.ex(60));
    assertThat(look(0).expiry().orElseThrow())
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void what_is_no_list_spoils_nothing() throws Exception {
    server.commands().set("other", "text");
    push(1);
    assertThat(ages.look(List.of("other", "in"))).containsOnlyKeys("in");
  }
}
