package dev.vcond.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.Expiry;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Route;
import dev.vcond.config.Config;
import dev.vcond.config.EgressOrder;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Delivery;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redis is told about each outcome. */
class EndingsTest {
  private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");
  private static final Map<String, String> NO_RECORD = Map.of();

  private final VconId popped = SampleVcon.id("0F9C2A1E-7B3D-4C5A-9E8F-112233445566");
  private final VconId other = SampleVcon.randomId();

  private static Endings endings(Config config) {
    return endings(config, List.of("out", "more"));
  }

  private static Endings endings(Config config, List<String> egress) {
    var chain =
        new Chain(
            "main",
            List.of(),
            List.of(),
            List.of("in"),
            egress,
            EgressOrder.AFTER_STORAGE,
            Duration.ofMinutes(1),
            false);
    return new Endings(config, chain, InstantSource.fixed(NOW));
  }

  private static Endings usual() {
    return endings(Settings.usual());
  }

  private Delivery delivery(Map<String, String> record) {
    return new Delivery("in", popped.asPopped().getBytes(UTF_8), "me:1", 1, 10, record, 0);
  }

  private ChainOutcome.Completed completed(
      VconId current, List<Route> routes, boolean egressed, List<String> deferred) {
    return new ChainOutcome.Completed(
        current, routes, List.of(), egressed, deferred, Optional::empty);
  }

  private Checkpoint checkpoint(VconId current) {
    return new Checkpoint(
        "a".repeat(40), "", current, List.of("tag"), Set.of("disk"), List.of(), false);
  }

  private ChainOutcome.Failed failed(Optional<Checkpoint> checkpoint, String... deferred) {
    return new ChainOutcome.Failed(
        new FailedAt.AtLink("tag", "link_failed", "link tag: no"), checkpoint, List.of(deferred));
  }

  private static List<String> pushes(Ack ack) {
    return ack.pushes().stream()
        .map(push -> new String(push.list(), UTF_8) + " " + new String(push.value(), UTF_8))
        .toList();
  }

  private static List<String> expiries(Ack ack) {
    return ack.expiries().stream()
        .map(e -> e.mode() + " " + new String(e.key(), UTF_8) + " " + e.seconds())
        .toList();
  }

  @Test
  void a_completed_run_pushes_routes_then_egress_with_the_id_as_it_was_popped() {
    Ack ack =
        usual()
            .completed(
                delivery(NO_RECORD),
                completed(popped, List.of(new Route("vip", popped)), false, List.of()));
    assertThat(pushes(ack)).containsExactly("vip " + popped, "out " + popped, "more " + popped);
    assertThat(ack.record()).isEmpty();
    assertThat(ack.expiries()).isEmpty();
  }

  @Test
  void egress_that_was_pushed_before_is_not_pushed_again() {
    Ack ack = usual().completed(delivery(NO_RECORD), completed(popped, List.of(), true, List.of()));
    assertThat(ack.pushes()).isEmpty();
  }

  @Test
  void after_a_swap_egress_has_the_other_id_and_a_route_the_id_it_was_asked_for() {
    Ack ack =
        usual()
            .completed(
                delivery(NO_RECORD),
                completed(
                    other,
                    List.of(new Route("vip", popped), new Route("late", other)),
                    false,
                    List.of()));
    assertThat(pushes(ack))
        .containsExactly("vip " + popped, "late " + other, "out " + other, "more " + other);
  }

  @Test
  void a_storage_that_is_owed_the_document_has_a_list_of_its_own() {
    Ack ack =
        usual()
            .completed(
                delivery(NO_RECORD), completed(other, List.of(), true, List.of("disk", "table")));
    assertThat(pushes(ack))
        .containsExactly("DLQ:storage:disk " + other, "DLQ:storage:table " + other);
  }

  @ParameterizedTest
  @CsvSource({"leave, ''", "expire, SET vcon:%s 77", "delete, DEL vcon:%s 0"})
  void what_becomes_of_a_completed_document_is_configured(String mode, String expected) {
    Config config =
        Settings.of("redis: {after_completion: " + mode + "}", Map.of("VCON_REDIS_EXPIRY", "77"));
    Ack ack =
        endings(config, List.of())
            .completed(delivery(NO_RECORD), completed(popped, List.of(), false, List.of()));
    assertThat(String.join(",", expiries(ack))).isEqualTo(expected.formatted(popped));
  }

  @Test
  void a_document_whose_id_went_on_to_another_list_is_not_deleted_under_its_reader() {
    Config config =
        Settings.of("redis: {after_completion: delete}", Map.of("VCON_REDIS_EXPIRY", "77"));
    var routed = completed(popped, List.of(new Route("vip", popped)), false, List.of());
    var egressed = completed(popped, List.of(), true, List.of());
    var pushed = completed(popped, List.of(), false, List.of());
    String expires = "SET vcon:" + popped + " 77";
    Endings without = endings(config, List.of());
    assertThat(expiries(without.completed(delivery(NO_RECORD), routed))).containsExactly(expires);
    assertThat(expiries(without.completed(delivery(NO_RECORD), egressed))).containsExactly(expires);
    assertThat(expiries(endings(config).completed(delivery(NO_RECORD), pushed)))
        .containsExactly(expires);
  }

  @Test
  void after_a_swap_both_documents_are_done_with() {
    Config config = Settings.of("redis: {after_completion: delete}");
    Ack ack =
        endings(config, List.of())
            .completed(delivery(NO_RECORD), completed(other, List.of(), false, List.of()));
    assertThat(expiries(ack))
        .containsExactlyInAnyOrder("DEL vcon:" + popped + " 0", "DEL vcon:" + other + " 0");
  }

  @ParameterizedTest
  @CsvSource({"leave", "expire", "delete"})
  void a_document_that_is_owed_to_a_storage_is_kept_alive_whatever_is_configured(String mode) {
    Config config = Settings.of("redis: {after_completion: " + mode + "}");
    Ack ack =
        endings(config)
            .completed(delivery(NO_RECORD), completed(popped, List.of(), true, List.of("disk")));
    assertThat(expiries(ack)).containsExactly("GT vcon:" + popped + " 604800");
  }

  private ChainOutcome.Completed expiring(List<String> deferred, Expiry... asked) {
    return new ChainOutcome.Completed(
        other,
        List.of(),
        List.of(asked),
        false,
        deferred,
        () ->
            Optional.of(
                new Checkpoint(
                    "a".repeat(40), "b".repeat(40), other, List.of(), Set.of(), List.of(), false)));
  }

  @Test
  void a_time_to_live_that_a_link_asked_for_is_set_on_what_was_stored() {
    var done =
        expiring(
            List.of(),
            new Expiry(popped, Duration.ofHours(1)),
            new Expiry(other, Duration.ofHours(2)));
    assertThat(expiries(usual().completed(delivery(NO_RECORD), done)))
        .containsExactly("SET vcon:" + popped + " 3600", "SET vcon:" + other + " 7200");
    assertThat(usual().completed(delivery(NO_RECORD), done).expiries())
        .extracting(Ack.Expiry::sha1)
        .containsExactly("b".repeat(40), "a".repeat(40));
  }

  @Test
  void a_link_says_more_about_its_document_than_the_configuration_about_all() {
    var done = expiring(List.of(), new Expiry(popped, Duration.ofHours(1)));
    Ack ack =
        endings(Settings.of("redis: {after_completion: delete}"))
            .completed(delivery(NO_RECORD), done);
    assertThat(expiries(ack)).hasSize(2).contains("SET vcon:" + popped + " 3600");
  }

  @Test
  void a_document_that_a_storage_is_owed_stays_at_least_as_long_as_a_dead_letter() {
    Ack ack =
        usual()
            .completed(
                delivery(NO_RECORD),
                expiring(List.of("disk"), new Expiry(other, Duration.ofHours(1))));
    assertThat(expiries(ack)).containsExactly("SET vcon:" + other + " 604800");
  }

  @Test
  void a_halted_run_sets_the_time_to_live_that_an_earlier_link_asked_for() {
    var halted =
        new ChainOutcome.Halted(
            popped,
            "sampler",
            "halted",
            "enough",
            List.of(),
            List.of(new Expiry(popped, Duration.ofHours(1))),
            Optional.empty());
    assertThat(expiries(usual().halted(delivery(NO_RECORD), halted)))
        .containsExactly("SET vcon:" + popped + " 3600");
  }

  @Test
  void a_halted_run_pushes_its_routes_and_nothing_else() {
    var halted =
        new ChainOutcome.Halted(
            popped,
            "sampler",
            "halted",
            "enough",
            List.of(new Route("rest", popped)),
            List.of(),
            Optional.empty());
    Ack ack =
        endings(Settings.of("redis: {after_completion: delete}"))
            .halted(delivery(NO_RECORD), halted);
    assertThat(pushes(ack)).containsExactly("rest " + popped);
    assertThat(ack.record()).isEmpty();
    assertThat(ack.expiries()).isEmpty();
  }

  @Test
  void a_failed_run_goes_to_the_dead_letters_as_popped_with_a_record() {
    Ack ack = usual().failed(delivery(NO_RECORD), failed(Optional.of(checkpoint(other)), "table"));
    assertThat(pushes(ack)).containsExactly("DLQ:storage:table " + other, "DLQ:in " + popped);
    assertThat(ack.record())
        .containsEntry("chain", "main")
        .containsEntry("step", "tag")
        .containsEntry("code", "link_failed")
        .containsEntry("reason", "link tag: no")
        .containsEntry("attempts", "1")
        .containsEntry("last", NOW.toString())
        .containsEntry("checkpoint", checkpoint(other).encode())
        .doesNotContainKey("stale");
  }

  @Test
  void without_a_checkpoint_what_is_owed_is_the_popped_id() {
    assertThat(pushes(usual().failed(delivery(NO_RECORD), failed(Optional.empty(), "table"))))
        .containsExactly("DLQ:storage:table " + popped, "DLQ:in " + popped);
  }

  @Test
  void without_a_checkpoint_an_older_one_is_wiped_out() {
    assertThat(usual().failed(delivery(NO_RECORD), failed(Optional.empty())).record())
        .containsEntry("checkpoint", "");
  }

  @Test
  void an_entry_that_is_no_id_goes_to_the_dead_letters_byte_for_byte() {
    byte[] raw = {'.', '.', '/', (byte) 0xff, 0};
    var delivery = new Delivery("in", raw, "me:1", 1, -2, NO_RECORD, 0);
    Ack ack = usual().failed(delivery, failed(Optional.empty()));
    assertThat(ack.pushes())
        .singleElement()
        .satisfies(push -> assertThat(push.value()).isEqualTo(raw));
    assertThat(ack.expiries()).isEmpty();
  }

  @Test
  void attempts_are_counted_on() {
    assertThat(attempts(Map.of("attempts", "4"))).isEqualTo("5");
    assertThat(attempts(Map.of("attempts", "many"))).isEqualTo("1");
  }

  private String attempts(Map<String, String> record) {
    return usual()
        .failed(delivery(record), failed(Optional.empty()))
        .record()
        .getOrDefault("attempts", "");
  }

  @Test
  void a_replay_of_a_document_that_kept_changing_has_all_its_runs_again() {
    assertThat(usual().failed(delivery(Map.of("stale", "2")), failed(Optional.empty())).record())
        .containsEntry("stale", "0");
  }

  private List<String> keptAlive(Map<String, String> environment) {
    return expiries(
        endings(Settings.of("", environment))
            .failed(delivery(NO_RECORD), failed(Optional.of(checkpoint(other)))));
  }

  @Test
  void the_documents_of_a_dead_letter_are_kept_alive_for_a_week_unless_it_is_configured() {
    assertThat(keptAlive(Map.of()))
        .containsExactly("GT vcon:" + popped + " 604800", "GT vcon:" + other + " 604800");
    assertThat(keptAlive(Map.of("VCON_DLQ_EXPIRY", "99")))
        .containsExactly("GT vcon:" + popped + " 99", "GT vcon:" + other + " 99");
    assertThat(keptAlive(Map.of("VCON_DLQ_EXPIRY", "0"))).isEmpty();
  }

  @Test
  void one_document_is_kept_alive_once() {
    Ack ack = usual().failed(delivery(NO_RECORD), failed(Optional.of(checkpoint(popped))));
    assertThat(expiries(ack)).containsExactly("GT vcon:" + popped + " 604800");
  }

  @Test
  void a_checkpoint_that_may_have_been_overtaken_stays_as_redis_has_it() {
    var at = new FailedAt.AtChain("chain_timeout", "too long");
    var doubtful = new ChainOutcome.Failed(at, Optional.of(checkpoint(popped)), List.of(), true);
    assertThat(usual().failed(delivery(NO_RECORD), doubtful).record())
        .doesNotContainKey("checkpoint")
        .containsEntry("code", "chain_timeout");
  }

  @Test
  void the_deaths_of_a_poisonous_id_are_forgiven_once_it_is_dead_lettered() {
    var record = Map.of("deaths", "3", "recoveries", "4");
    var poison = new ChainOutcome.Failed(new FailedAt.Document("poison", "it kills"));
    assertThat(usual().failed(delivery(record), poison).record())
        .containsEntry("deaths", "0")
        .doesNotContainKey("recoveries");
  }
}
