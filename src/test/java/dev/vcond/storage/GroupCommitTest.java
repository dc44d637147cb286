package dev.vcond.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final Watchdog watchdog = new Watchdog();
  private final List<List<VconId>> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void stop() {
    gate.countDown();
    watchdog.close();
  }

  /** Notes each group; the first two wait at the gate. */
  private GroupCommit gated(Duration limit, Batching then) {
    return new GroupCommit(
        vcons -> {
          groups.add(vcons.stream().map(Vcon::id).toList());
          if (groups.size() <= 2) {
            gate.await();
          }
          then.saveAll(vcons);
        },
        new Attempt(watchdog, limit));
  }

  private static FutureTask<@Nullable Throwable> start(Callable<?> save) {
    var task =
        new FutureTask<@Nullable Throwable>(() -> {
          try {
            save.call();
            return null;
          } catch (Throwable e) {
            return e;
          }
        });
    Thread.ofVirtual().start(task);
    return task;
  }

  private FutureTask<@Nullable Throwable> start(GroupCommit commit, Vcon vcon, boolean alone) {
    return start(() -> {
      commit.save(vcon, alone, () -> true);
      return true;
    });
  }

  private List<FutureTask<@Nullable Throwable>> twoFlights(GroupCommit commit) {
    var first = start(commit, SampleVcon.document().vcon(), false);
    await().until(() -> groups.size() == 1);
    var second = start(commit, SampleVcon.document().vcon(), false);
    await().until(() -> groups.size() == 2);
    return List.of(first, second);
  }

  @Test
  void who_comes_while_groups_are_under_way_rides_along_in_the_next() throws Exception {
    GroupCommit commit = gated(Duration.ofSeconds(20), _ -> {});
    twoFlights(commit);
    var riders = new ArrayList<FutureTask<@Nullable Throwable>>();
    for (int i = 0; i < 20; i++) {
      riders.add(start(commit, SampleVcon.document().vcon(), false));
    }
    await().until(() -> commit.waiting() == 20);
    gate.countDown();
    for (var rider : riders) {
      assertThat(rider.get()).isNull();
    }
    assertThat(groups).hasSizeLessThanOrEqualTo(4);
    assertThat(groups.get(2)).isSorted();
  }

  @Test
  void one_id_is_in_a_group_once() throws Exception {
    GroupCommit commit = gated(Duration.ofSeconds(20), _ -> {});
    twoFlights(commit);
    Vcon same = SampleVcon.document().vcon();
    var twice = List.of(start(commit, same, false), start(commit, same, false));
    await().until(() -> commit.waiting() == 2);
    gate.countDown();
    for (var one : twice) {
      assertThat(one.get()).isNull();
    }
    assertThat(groups.subList(2, 4)).allSatisfy(group -> assertThat(group).hasSize(1));
  }

  @Test
  void a_bad_document_does_not_take_its_neighbours_along() throws Exception {
    Vcon bad = SampleVcon.document().vcon();
    GroupCommit commit =
        gated(
            Duration.ofSeconds(20),
            vcons -> {
              if (vcons.contains(bad)) {
                throw new DocumentFault("no");
              }
            });
    twoFlights(commit);
    var spoiled = start(commit, bad, false);
    var good = new ArrayList<FutureTask<@Nullable Throwable>>();
    for (int i = 0; i < 30; i++) {
      good.add(start(commit, SampleVcon.document().vcon(), false));
    }
    await().until(() -> commit.waiting() == 31);
    gate.countDown();
    assertThat(spoiled.get()).isInstanceOf(DocumentFault.class);
    for (var one : good) {
      assertThat(one.get()).isNull();
    }
  }

  @Test
  void one_that_may_have_spoilt_its_group_flies_alone_the_next_time() throws Exception {
    GroupCommit commit = gated(Duration.ofSeconds(20), _ -> {});
    twoFlights(commit);
    Vcon suspect = SampleVcon.document().vcon();
    var all = new ArrayList<FutureTask<@Nullable Throwable>>();
    all.add(start(commit, SampleVcon.document().vcon(), false));
    await().until(() -> commit.waiting() == 1);
    all.add(start(commit, suspect, true));
    await().until(() -> commit.waiting() == 2);
    all.add(start(commit, SampleVcon.document().vcon(), false));
    await().until(() -> commit.waiting() == 3);
    gate.countDown();
    for (var one : all) {
      assertThat(one.get()).isNull();
    }
    assertThat(groups).contains(List.of(suspect.id()));
  }

  @Test
  void a_flight_that_hangs_ends_for_its_passengers_and_is_interrupted() throws Exception {
    GroupCommit commit = gated(Duration.ofMillis(200), _ -> {});
    for (var passenger : twoFlights(commit)) {
      assertThat(passenger.get())
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("200 ms");
    }
    await().until(() -> commit.flights() == 0);
    assertThatCode(() -> commit.save(SampleVcon.document().vcon(), false, () -> true))
        .doesNotThrowAnyException();
  }

  @Test
  void who_is_interrupted_while_it_waits_leaves_the_queue() throws Exception {
    GroupCommit commit = gated(Duration.ofSeconds(20), _ -> {});
    twoFlights(commit);
    Vcon given = SampleVcon.document().vcon();
    var task =
        new FutureTask<>(() -> {
          commit.save(given, false, () -> true);
          return true;
        });
    Thread thread = Thread.ofVirtual().start(task);
    await().until(() -> commit.waiting() == 1);
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(task.exceptionNow()).isInstanceOf(InterruptedException.class);
    assertThat(commit.waiting()).isZero();
    gate.countDown();
    await().until(() -> commit.flights() == 0);
    assertThat(groups).as("nobody wrote for it").hasSize(2);
  }

  @Test
  void what_is_not_wanted_any_more_when_its_group_takes_off_stays_behind() throws Exception {
    GroupCommit commit = gated(Duration.ofSeconds(20), _ -> {});
    twoFlights(commit);
    var wanted = new AtomicBoolean(true);
    Vcon other = SampleVcon.document().vcon();
    var left =
        start(() -> {
          commit.save(SampleVcon.document().vcon(), false, wanted::get);
          return true;
        });
    await().until(() -> commit.waiting() == 1);
    var taken = start(commit, other, false);
    await().until(() -> commit.waiting() == 2);
    wanted.set(false);
    gate.countDown();
    assertThat(taken.get()).isNull();
    assertThat(left.get()).isInstanceOf(NotWanted.class);
    assertThat(groups).hasSize(3).last().isEqualTo(List.of(other.id()));
  }

  @Test
  void what_a_storage_throws_reaches_the_caller_as_it_is() {
    var thrown = new IOException("the disk is on fire");
    var commit =
        new GroupCommit(
            _ -> {
              throw thrown;
            },
            new Attempt(watchdog, Duration.ofSeconds(20)));
    assertThatThrownBy(() -> commit.save(SampleVcon.document().vcon(), false, () -> true))
        .isSameAs(thrown);
  }
}
