package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.routes;
import static dev.vcond.chain.TestLink.tags;
import static dev.vcond.chain.TestLink.that;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.EgressOrder;
import dev.vcond.config.OnFailure;
import dev.vcond.link.LinkResult;
import dev.vcond.storage.TestPolicy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A later run and the checkpoint that an earlier one left. */
class ResumeTest {
  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = bench.port.has(SampleVcon.document().vcon());

  @AfterEach
  void close() {
    bench.close();
  }

  private static void fail() {
    throw new IllegalStateException("away");
  }

  /** Links a and b, stored on disk and not in the table; what the record then holds. */
  private Optional<Checkpoint> afterAFailedTable() throws Exception {
    bench
        .link("a", tags("a"))
        .link("b", routes("vip"))
        .storage("disk")
        .storage("table", _ -> fail());
    var left = bench.failed(vcon).checkpoint().map(Checkpoint::encode);
    bench.anew();
    return left.flatMap(Checkpoint::decode);
  }

  private Vcon inRedis() {
    return bench.port.document(vcon.id());
  }

  @Test
  void only_the_missing_storages_are_written() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", tags("a")).link("b", routes("vip")).storage("disk").storage("table");
    var done = (ChainOutcome.Completed) bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("save table");
    assertThat(bench.stored("table").copyBytes()).isEqualTo(inRedis().copyBytes());
    assertThat(done.routes())
        .as("those of finished links")
        .containsExactly(new Route("vip", vcon.id()));
  }

  @Test
  void a_time_to_live_that_a_finished_link_asked_for_is_set_by_the_run_that_completes()
      throws Exception {
    bench
        .link("a", that(v -> LinkResult.expire(v, Duration.ofDays(2))))
        .link("b", that(v -> LinkResult.expire(v, Duration.ofDays(1))))
        .storage("disk")
        .storage("table", _ -> fail());
    var left = bench.failed(vcon).checkpoint().map(Checkpoint::encode);
    bench.anew();
    bench.link("a", nothing()).link("b", nothing()).storage("disk").storage("table");
    var done = (ChainOutcome.Completed) bench.run(inRedis(), left.flatMap(Checkpoint::decode));

    assertThat(bench.steps).containsExactly("save table");
    assertThat(done.expiries())
        .as("the last one decides")
        .containsExactly(new Expiry(vcon.id(), Duration.ofDays(1)));
  }

  @Test
  void a_run_that_fails_again_keeps_what_was_done_before() throws Exception {
    var left = afterAFailedTable();
    bench
        .link("a", tags("a"))
        .link("b", routes("vip"))
        .storage("disk")
        .storage("table", _ -> fail());
    var again = ChainBench.failed(bench.run(inRedis(), left)).checkpoint();
    assertThat(again).isEqualTo(left);
  }

  @Test
  void a_corrected_document_is_processed_from_the_start() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", nothing()).link("b", nothing()).storage("disk").storage("table");
    Vcon corrected = bench.port.has(SampleVcon.document().id(vcon.id()).withBody(8).vcon());
    var done = (ChainOutcome.Completed) bench.run(corrected, left);
    assertThat(bench.steps).contains("link a", "link b", "save disk", "save table");
    assertThat(done.routes()).isEmpty();
  }

  @Test
  void a_chain_with_another_link_among_the_finished_ones_begins_from_the_start() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", nothing()).link("new", nothing()).link("b", nothing()).storage("table");
    bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("link a", "link new", "link b", "save table");
  }

  @Test
  void a_chain_that_lost_a_finished_link_begins_from_the_start() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", nothing()).storage("table");
    bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("link a", "save table");
  }

  @Test
  void links_that_were_appended_run_alone() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", tags("a")).link("b", nothing()).link("c", nothing()).storage("disk");
    bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("link c");
  }

  @Test
  void a_document_that_an_appended_link_changes_goes_to_every_storage_again() throws Exception {
    var left = afterAFailedTable();
    bench.link("a", tags("a")).link("b", nothing()).link("c", tags("c")).storage("disk");
    bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("link c", "write back", "save disk");
    assertThat(bench.stored("disk").tags()).contains("c:c");
    assertThat(bench.port.lastCheckpoint().storages()).isEmpty();
  }

  @Test
  void a_crash_after_the_write_back_of_a_changed_document_skips_its_links() throws Exception {
    bench.link("a", tags("a")).storage("disk");
    bench.completed(vcon);
    var left = Checkpoint.decode(bench.port.lastCheckpoint().encode());
    bench.steps.clear();
    bench.run(inRedis(), left);
    assertThat(bench.steps).containsExactly("save disk");
  }

  @Test
  void a_time_out_before_anything_new_keeps_the_earlier_checkpoint() throws Exception {
    var left = afterAFailedTable();
    bench
        .link("a", nothing())
        .link("b", nothing())
        .link(
            "c",
            TestLink.that(_ -> {
              throw new IllegalStateException("no");
            }));
    assertThat(ChainBench.failed(bench.run(inRedis(), left)).checkpoint()).isEqualTo(left);
  }

  @Test
  void what_was_deferred_or_ignored_is_not_written_by_a_replay() throws Exception {
    bench
        .storage("owed", TestPolicy.policy().onFailure(OnFailure.DEFER), _ -> fail())
        .storage("spare", TestPolicy.policy().onFailure(OnFailure.IGNORE), _ -> fail())
        .storage("table", _ -> fail());
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(failed.deferred()).containsExactly("owed");
    assertThat(failed.at().step()).isEqualTo("table");

    bench.anew().storage("owed").storage("spare").storage("table");
    bench.run(vcon, failed.checkpoint());
    assertThat(bench.steps).containsExactly("save table");
  }

  @Test
  void egress_before_the_storages_happens_once_over_all_runs() throws Exception {
    bench.egress(EgressOrder.BEFORE_STORAGE, "out", "more").storage("table", _ -> fail());
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(bench.steps).containsExactly("egress out,more", "save table");
    assertThat(bench.port.lastCheckpoint().egressed())
        .as("what goes to Redis with the push")
        .isTrue();

    bench.anew().storage("table");
    var done = (ChainOutcome.Completed) bench.run(vcon, failed.checkpoint());
    assertThat(bench.steps).containsExactly("save table");
    assertThat(done.egressed()).isTrue();
  }

  @Test
  void a_refused_egress_before_the_storages_stores_nothing_and_names_the_list() throws Exception {
    bench.egress(EgressOrder.BEFORE_STORAGE, "out").link("a", tags("a")).storage("disk");
    bench.port.answers(new DocumentPort.EgressPush.Refused("out", "it is a hash, not a list"));
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(failed.at().code()).isEqualTo("egress_refused");
    assertThat(failed.at().text()).isEqualTo("list out refused the id: it is a hash, not a list");
    assertThat(bench.stored).isEmpty();
    assertThat(failed.checkpoint().orElseThrow().egressed()).isFalse();
    assertThat(failed.checkpoint().orElseThrow().links()).containsExactly("a");
  }

  @Test
  void an_egress_whose_claim_is_taken_discards_the_run() throws Exception {
    bench.egress(EgressOrder.BEFORE_STORAGE, "out").storage("disk");
    bench.port.answers(new DocumentPort.EgressPush.Taken());
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Discarded());
    assertThat(bench.stored).isEmpty();
  }

  @Test
  void egress_after_the_storages_is_left_to_the_acknowledgement() throws Exception {
    bench.egress(EgressOrder.AFTER_STORAGE, "out").storage("disk");
    ChainOutcome.Completed done = bench.completed(vcon);
    assertThat(bench.steps).containsExactly("save disk");
    assertThat(done.egressed()).isFalse();
    Checkpoint refused = done.unfinished().get().orElseThrow();
    assertThat(refused.egressed()).as("a replay still owes the egress").isFalse();
    assertThat(refused.storages()).containsExactly("disk");
  }
}
