package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids of instances that are gone, rescued by one that claims from {@code in}. */
class RescueTest {
  private static final String SILENT = "other-7-0000";
  private static QueueBench bench;
  private List<String> lists = List.of("in");

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void empty() {
    bench.renew();
  }

  private void rescue() {
    rescue(bench.lease(), quickly());
  }

  /** A lease of any age is old enough. */
  private static Timings quickly() {
    Timings usual = Timings.PRODUCTION;
    return new Timings(
        usual.heartbeat(),
        usual.heartbeatAway(),
        Duration.ZERO,
        usual.answer(),
        usual.largeAnswer(),
        usual.probe(),
        usual.selfCheck(),
        usual.sweep());
  }

  private void rescue(Lease lease, Timings timings) {
    var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
    new Rescue(recovery, lease, timings, () -> lists).run();
  }

  private static void held(String list, String id, String claim) {
    bench.look.hset("vcond:{" + list + "}:inflight", id, claim);
  }

  private static void registered(String list, String instance, String registration) {
    bench.look.sadd("vcond:lists", list);
    bench.look.hset("vcond:{" + list + "}:instances", instance, registration);
  }

  private static void beats(String list, String instance) {
    bench.look.set("vcond:{" + list + "}:heartbeat:" + instance, "1");
  }

  @Test
  void what_a_silent_instance_holds_goes_back_in_claim_order_and_is_counted() {
    registered("in", SILENT, "far|boot|ns|user|7|1");
    var ids = new ArrayList<String>();
    for (int number = 8; number < 1_200; number++) {
      ids.add(newId());
      held("in", ids.getLast(), SILENT + ":" + number);
    }
    bench.look.rpush("in", "later");
    rescue();
    ids.add("later");
    assertThat(bench.list("in")).isEqualTo(ids);
    assertThat(bench.look.exists("vcond:{in}:inflight")).isZero();
    assertThat(bench.look.hkeys("vcond:{in}:instances")).containsExactly(bench.instance.id());
    assertThat(bench.record("in", ids.getFirst(), "recoveries")).isEqualTo("1");
    assertThat(bench.record("in", ids.getFirst(), "deaths")).isNull();
    assertThat(bench.events).containsExactly(new PipelineEvent.Recovered("in", 1_192));
  }

  @Test
  void nothing_is_taken_from_the_living_or_from_ourselves() {
    registered("in", SILENT, "far|boot|ns|user|7|1");
    beats("in", SILENT);
    held("in", newId(), SILENT + ":1");
    held("in", newId(), bench.instance.id() + ":1");
    rescue();
    assertThat(bench.list("in")).isEmpty();
    assertThat(bench.events).isEmpty();
  }

  @Test
  void an_instance_whose_registration_is_lost_is_found_by_what_it_holds() {
    String id = newId();
    held("in", id, SILENT + ":1+");
    rescue();
    assertThat(bench.list("in")).containsExactly(id);
  }

  @Test
  void lists_that_nobody_claims_from_any_more_are_looked_at_as_well() {
    String id = newId();
    registered("former", SILENT, "far|boot|ns|user|7|1");
    held("former", id, SILENT + ":1");
    rescue();
    assertThat(bench.list("former")).containsExactly(id);
  }

  @Test
  void only_a_death_during_its_own_run_is_put_down_to_an_id() {
    String guilty = newId();
    String neighbour = newId();
    for (String id : List.of(guilty, neighbour)) {
      held("in", id, SILENT + ":" + (id.equals(guilty) ? 3 : 4));
      bench.look.hset("vcond:{in}:record:" + id, "recoveries", "1");
    }
    bench.look.hset("vcond:{in}:record:" + guilty, "begun", SILENT + ":3");
    bench.look.hset("vcond:{in}:record:" + neighbour, "begun", "another-7-0000:4");
    rescue();
    assertThat(bench.record("in", guilty, "deaths")).isEqualTo("1");
    assertThat(bench.record("in", neighbour, "deaths")).isNull();
    assertThat(bench.record("in", neighbour, "recoveries")).isEqualTo("2");
  }

  @Test
  void a_death_that_was_none_is_taken_back_once() throws Exception {
    String id = bench.submit("in");
    Delivery delivery = bench.claimOne("in");
    var suspicion = new Suspicion(bench.redis());
    assertThat(suspicion.begin(delivery)).isTrue();
    bench.look.hdel("vcond:{in}:instances", bench.instance.id());
    bench.look.del("vcond:{in}:heartbeat:" + bench.instance.id());
    // Rescued by another one while this one cannot be heard.
    var other = new Instance("other-2-ef01", "far|boot|ns|user|2|1");
    registered("in", other.id(), other.registration());
    beats("in", other.id());
    var recovery = new Recovery(bench.redis(), other, bench.events::add);
    new Rescue(recovery, bench.lease(), quickly(), () -> lists).run();
    assertThat(bench.record("in", id, "deaths")).isEqualTo("1");

    assertThat(suspicion.acquit(delivery)).isTrue();
    assertThat(bench.record("in", id, "deaths")).isEqualTo("0");
    assertThat(suspicion.acquit(delivery)).isFalse();
    assertThat(bench.record("in", id, "deaths")).isEqualTo("0");
  }

  @Test
  void a_death_after_the_end_of_its_run_is_not_put_down_to_an_id_that_is_still_in_flight()
      throws Exception {
    String ended = bench.submit("in");
    Delivery first = bench.claimOne("in");
    String runs = bench.submit("in");
    Delivery second = bench.claimOne("in");
    var suspicion = new Suspicion(bench.redis());
    assertThat(suspicion.begin(first)).isTrue();
    suspicion.ended(second);
    assertThat(bench.record("in", ended, "begun")).as("only its own").isEqualTo(first.claim());
    suspicion.ended(first);
    assertThat(suspicion.begin(second)).isTrue();

    bench.look.del("vcond:{in}:heartbeat:" + bench.instance.id());
    var other = new Instance("other-2-ef01", "far|boot|ns|user|2|1");
    registered("in", other.id(), other.registration());
    beats("in", other.id());
    var recovery = new Recovery(bench.redis(), other, bench.events::add);
    new Rescue(recovery, bench.lease(), quickly(), () -> lists).run();
    assertThat(bench.record("in", ended, "deaths")).isNull();
    assertThat(bench.record("in", runs, "deaths")).isEqualTo("1");
  }

  @Test
  void whoever_has_not_held_its_own_lease_for_long_takes_nobody_for_dead() {
    String id = newId();
    held("in", id, SILENT + ":1");
    var clock = new AtomicLong(1_000_000);
    InstantSource time = () -> Instant.ofEpochMilli(clock.get());
    var lease = new Lease(time);
    rescue(lease, Timings.PRODUCTION);
    lease.renewed(System.nanoTime(), time.millis());
    rescue(lease, Timings.PRODUCTION);
    assertThat(bench.list("in")).as("the first heartbeat was just now").isEmpty();

    rescue(lease, quickly());
    assertThat(bench.list("in")).containsExactly(id);
  }

  @Test
  void one_whose_own_heartbeat_redis_has_not_does_not_rescue() {
    held("in", newId(), SILENT + ":1");
    bench.look.del("vcond:{in}:heartbeat:" + bench.instance.id());
    rescue();
    assertThat(bench.list("in")).isEmpty();
  }

  @Test
  void a_broken_list_does_not_keep_the_others_from_being_rescued() {
    String id = newId();
    held("in", id, SILENT + ":1");
    registered("broken", SILENT, "far|boot|ns|user|7|1");
    bench.look.set("broken", "no list");
    held("broken", newId(), SILENT + ":2");
    registered("worse", SILENT, "far|boot|ns|user|7|1");
    bench.look.set("vcond:{worse}:inflight", "no hash");
    rescue();
    assertThat(bench.list("in")).containsExactly(id);
    assertThat(bench.look.hlen("vcond:{broken}:inflight")).isEqualTo(1);
  }
}
