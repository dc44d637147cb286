package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.sh;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.link.LinkResult;
import dev.vcond.process.Processes;
import dev.vcond.vcon.Vcon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs for one vCon that hang, flood, do not listen, and leave others behind. */
@Timeout(60)
final class RunawayLinksTest {
  private static final Vcon VCON = document().vcon();

  /** Two generations that ignore what can be ignored and keep all pipes, and an orphan. */
  private static final String FAMILY =
      """
      (sleep 1000 & echo $! >orphan)
      trap '' TERM INT HUP PIPE
      (trap '' TERM INT HUP; sleep 1000 & echo $! >grandchild; wait) &
      echo $! >child
      echo $$ >program
      wait
      """;

  /** Two that have left the session, one of them after its parent was gone. */
  private static final String FLED =
      """
      setsid sleep 1000 & echo $! >fled
      (setsid sh -c 'sleep 1000 & echo $! >orphan; wait' &)
      """;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Future<Throwable> applying(ExecLink link) {
    return threads.submit(() -> catchThrowable(() -> link.apply(VCON, CONTEXT)));
  }

  private List<Long> family() {
    List<Long> all = new ArrayList<>();
    for (String name : List.of("program", "child", "grandchild", "orphan")) {
      all.add(Processes.idIn(folder.resolve(name)));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_shot", "persistent"})
  void a_time_out_frees_the_caller_at_once_and_ends_all_that_was_started(String mode)
      throws Exception {
    ExecLink link = sh(folder, FAMILY).with("mode", mode).open();
    Future<Throwable> call = applying(link);
    List<Long> family = family();
    assertThat(family).allMatch(Processes::runs);
    long began = System.nanoTime();
    threads.shutdownNow();

    assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    family.forEach(Processes::awaitEnd);
    link.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_shot", "persistent"})
  void a_time_out_ends_also_what_has_left_the_session(String mode) throws Exception {
    ExecLink link = sh(folder, FLED + "sleep 1000").with("mode", mode).open();
    Future<Throwable> call = applying(link);
    List<Long> fled = fled();
    assertThat(fled).allMatch(Processes::runs);
    threads.shutdownNow();

    assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    fled.forEach(Processes::awaitEnd);
    link.close();
  }

  private List<Long> fled() {
    return List.of(
        Processes.idIn(folder.resolve("fled")), Processes.idIn(folder.resolve("orphan")));
  }

  @Test
  void what_has_left_the_session_of_a_program_that_ended_well_is_killed_a_little_later()
      throws Exception {
    ExecLink link = sh(folder, FLED + "until [ -s orphan ]; do sleep 0.01; done; cat").open();

    assertThat(link.apply(VCON, CONTEXT)).isInstanceOf(LinkResult.Continue.class);
    fled().forEach(Processes::awaitEnd);
    link.close();
  }

  @Test
  void a_program_is_asked_to_end_before_it_is_killed() throws Exception {
    ExecLink link =
        sh(
                folder,
                "trap 'echo $$ >cleaned; exit 1' TERM; echo $$ >program; while :; do sleep 0.05;"
                    + " done")
            .open();
    Future<Throwable> call = applying(link);
    long program = Processes.idIn(folder.resolve("program"));
    threads.shutdownNow();

    assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(Processes.idIn(folder.resolve("cleaned"))).isEqualTo(program);
    Processes.awaitEnd(program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_shot", "persistent"})
  void closing_the_link_kills_what_runs(String mode) throws Exception {
    ExecLink link = sh(folder, FAMILY).with("mode", mode).open();
    Future<Throwable> call = applying(link);
    List<Long> family = family();
    link.close();

    family.forEach(Processes::awaitEnd);
    assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> link.apply(VCON, CONTEXT)).hasMessageContaining("closed");
  }

  @Test
  void what_it_leaves_behind_with_all_its_pipes_does_not_hold_it_up_and_is_killed()
      throws Exception {
    ExecLink link =
        sh(folder, "exec 3<&0; sleep 1000 <&3 & echo $! >left; cat | sed 's/invoice/receipt/'")
            .open();
    LinkResult result = link.apply(document().withBody(1_000_000).vcon(), CONTEXT);

    assertThat(result.vcon().changed()).isTrue();
    Processes.awaitEnd(Processes.idIn(folder.resolve("left")));
  }

  @Test
  void standard_output_without_end_is_cut_off_and_the_program_killed() {
    ExecLink link =
        sh(folder, "trap '' PIPE TERM; echo $$ >program; while :; do echo '{}{}{}{}{}'; done")
            .with("max_output", "1MB")
            .open();

    assertThatThrownBy(() -> link.apply(VCON, CONTEXT))
        .hasMessageContaining("more than 1MB")
        .hasMessageContaining("max_output");
    Processes.awaitEnd(Processes.idIn(folder.resolve("program")));
  }

  @Test
  void standard_error_without_end_is_taken_and_the_last_line_is_the_reason() {
    ExecLink link =
        sh(
                folder,
                "head -c 10000000 /dev/zero | tr '\\0' x >&2; yes | head -c 5000000 >&2\n"
                    + "echo the end >&2; exit 1")
            .open();

    assertThatThrownBy(() -> link.apply(VCON, CONTEXT)).hasMessageEndingWith(": the end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "exec <&-; exit 0", "head -c 1 >/dev/null; exit 0"})
  void one_that_does_not_read_has_its_say_all_the_same(String lines) throws Exception {
    ExecLink link = sh(folder, lines).open();

    assertThat(link.apply(document().withBody(10_000_000).vcon(), CONTEXT))
        .isInstanceOf(LinkResult.Halt.class);
  }

  @Test
  void one_that_does_not_read_and_hangs_is_ended_by_the_time_out() throws Exception {
    ExecLink link = sh(folder, "echo $$ >program; exec sleep 1000").open();
    Vcon large = document().withBody(10_000_000).vcon();
    Future<Throwable> call = threads.submit(() -> catchThrowable(() -> link.apply(large, CONTEXT)));
    long program = Processes.idIn(folder.resolve("program"));
    threads.shutdownNow();

    assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    Processes.awaitEnd(program);
  }

  @Test
  void half_a_document_before_it_dies_is_a_failure() {
    ExecLink link = sh(folder, "head -c 40; kill -KILL $$").open();

    Throwable fault = catchThrowable(() -> link.apply(VCON, CONTEXT));
    assertThat(fault).hasMessageContaining("was killed by signal 9");
    assertThat(Failures.isTemporary(fault)).isTrue();
  }

  @Test
  void sixty_four_at_once_get_their_own_documents_and_leave_no_process_and_no_thread()
      throws Exception {
    ExecLink link = sh(folder, "sleep 0.1 & sed 's/invoice/receipt/'").open();
    List<Vcon> vcons =
        IntStream.range(0, 64).mapToObj(i -> document().withBody(100_000 + i).vcon()).toList();
    List<Callable<LinkResult>> calls =
        vcons.stream().<Callable<LinkResult>>map(vcon -> () -> link.apply(vcon, CONTEXT)).toList();
    List<Future<LinkResult>> results = threads.invokeAll(calls);

    for (int i = 0; i < vcons.size(); i++) {
      Vcon left = results.get(i).get().vcon();
      assertThat(left.subject()).hasValue("A question about an receipt");
      assertThat(left.declaredUuid()).isEqualTo(vcons.get(i).declaredUuid());
    }
    assertThat(Children.ofThisJvm("program.sh")).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("vcond-exec"));
  }
}
