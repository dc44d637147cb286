package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.testkit.FaultProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BellsTest {
  private static QueueBench bench;
  private static FaultProxy proxy;
  private Bells bells;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    proxy =
        FaultProxy.before(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.server.port()));
    bench.connect("redis://127.0.0.1:" + proxy.address().getPort(), Timings.PRODUCTION);
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
    proxy.close();
  }

  @BeforeEach
  void hang_up_bells() {
    bench.renew();
    bells = new Bells(bench.redis());
  }

  @AfterEach
  void close() {
    bells.close();
    proxy.up();
  }

  private Duration waited(List<String> lists) throws Exception {
    long begun = System.nanoTime();
    bells.await(lists);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private CompletableFuture<Duration> waiting(List<String> lists) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return waited(lists);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static void awaitBlocked(int clients) {
    await().until(() -> bench.look.info("clients").contains("blocked_clients:" + clients));
  }

  @Test
  void it_rings_when_an_id_is_pushed_and_moves_nothing() throws Exception {
    var waiting = waiting(List.of("in", "other"));
    awaitBlocked(2);
    bench.look.rpush("other", "a", "b", "c");
    waiting.get(10, TimeUnit.SECONDS);
    assertThat(bench.list("other")).containsExactly("a", "b", "c");
  }

  @Test
  void it_rings_at_once_when_something_is_there_already() throws Exception {
    bench.look.rpush("in", "a", "b");
    assertThat(waited(List.of("in"))).isLessThan(Duration.ofMillis(1_900));
    assertThat(bench.list("in")).containsExactly("a", "b");
  }

  @Test
  void it_gives_up_after_two_seconds() throws Exception {
    assertThat(waited(List.of("in"))).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(4));
  }

  @Test
  void a_list_of_another_type_is_looked_at_every_50_ms() throws Exception {
    bench.look.set("in", "no list");
    waited(List.of("in"));
    assertThat(waited(List.of("in"))).isBetween(Duration.ofMillis(45), Duration.ofMillis(1_500));
  }

  @Test
  void beyond_32_lists_there_are_no_bells_but_looks() throws Exception {
    List<String> lists = IntStream.range(0, 33).mapToObj(i -> "l" + i).toList();
    assertThat(waited(lists)).isLessThan(Duration.ofMillis(1_500));
    awaitBlocked(32);
    assertThat(waited(lists)).isBetween(Duration.ofMillis(45), Duration.ofMillis(1_500));
  }

  @Test
  void a_bell_whose_connection_broke_gets_another_one() throws Exception {
    var waiting = waiting(List.of("in"));
    awaitBlocked(1);
    proxy.resetConnections();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(2));
    var again = waiting(List.of("in"));
    awaitBlocked(1);
    bench.look.rpush("in", "a");
    again.get(10, TimeUnit.SECONDS);
  }
}
