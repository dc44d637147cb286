package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoteTest {
  private static QueueBench bench;
  private static Documents documents;
  private String id = "";
  private Delivery delivery;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    documents = new Documents(bench.redis());
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void claim_one() throws Exception {
    bench.renew();
    id = bench.submit("in");
    delivery = bench.claimOne("in");
  }

  @Test
  void a_checkpoint_goes_to_the_record_and_the_claim_stays() throws Exception {
    assertThat(documents.note(delivery, "c1")).isEqualTo(Documents.Note.NOTED);
    assertThat(documents.note(delivery, "c2")).isEqualTo(Documents.Note.NOTED);
    assertThat(bench.record("in", id, "checkpoint")).isEqualTo("c2");
    assertThat(bench.held("in", id)).isEqualTo(delivery.claim());
  }

  @Test
  void one_marked_to_run_again_is_still_ours() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id, delivery.claim() + "+");
    assertThat(documents.note(delivery, "c")).isEqualTo(Documents.Note.NOTED);
  }

  @Test
  void what_is_not_ours_is_not_noted() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id, "you:1");
    assertThat(documents.note(delivery, "c")).isEqualTo(Documents.Note.TAKEN);
    bench.look.hdel("vcond:{in}:inflight", id);
    assertThat(documents.note(delivery, "c")).isEqualTo(Documents.Note.GONE);
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_record_that_cannot_be_kept_stops_nothing() throws Exception {
    bench.look.set("vcond:{in}:record:" + id, "no hash");
    assertThat(documents.note(delivery, "c")).isEqualTo(Documents.Note.NOTED);
  }
}
