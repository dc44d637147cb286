package dev.vcond.storage.exec;

import static dev.vcond.storage.exec.ExecOptionsBuilder.script;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.process.ProcessGroup;
import dev.vcond.process.Processes;
import dev.vcond.storage.Storage;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Programs that hang, flood, do not listen, and leave others behind. */
@Timeout(60)
final class RunawayProgramsTest {
  private static final Vcon VCON = document().vcon();

  /** Two generations that ignore what can be ignored and keep all pipes. */
  private static final String FAMILY =
      """
      trap '' TERM INT HUP PIPE
      (trap '' TERM INT HUP; sleep 1000 & echo $! >grandchild; wait) &
      echo $! >child
      echo $$ >program
      wait
      """;

  /** One whose parent is gone, so that nobody finds it by its parents. */
  private static final String ORPHAN = "(sleep 1000 & echo $! >orphan)\n";

  @TempDir private Path folder;
  @TempDir private Path programs;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Future<Throwable> saving(Storage storage) {
    return threads.submit(() -> catchThrowable(() -> storage.save(VCON)));
  }

  @Test
  void a_time_out_kills_the_program_and_all_that_it_started() throws Exception {
    Future<Throwable> save = saving(script(folder, ORPHAN + FAMILY).open());
    List<Long> family = familyAndOrphan();
    assertThat(family).allMatch(Processes::runs);
    threads.shutdownNow();

    assertThat(save.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    family.forEach(Processes::awaitEnd);
  }

  @Test
  void closing_the_storage_kills_what_runs_and_starts_nothing_more() throws Exception {
    Storage storage = script(folder, ORPHAN + FAMILY).open();
    Future<Throwable> save = saving(storage);
    List<Long> family = familyAndOrphan();
    storage.close();

    assertThat(save.get(10, TimeUnit.SECONDS))
        .isInstanceOf(TransientFault.class)
        .hasMessageContaining("closed");
    family.forEach(Processes::awaitEnd);
    assertThatThrownBy(() -> storage.save(VCON)).hasMessageContaining("closed");
  }

  private List<Long> familyAndOrphan() {
    List<Long> all = new ArrayList<>(family());
    all.add(Processes.idIn(folder.resolve("orphan")));
    return all;
  }

  private List<Long> family() {
    return List.of(
        Processes.idIn(folder.resolve("program")),
        Processes.idIn(folder.resolve("child")),
        Processes.idIn(folder.resolve("grandchild")));
  }

  @Test
  void what_a_program_leaves_behind_with_all_its_pipes_does_not_hold_it_up() throws Exception {
    Storage storage =
        script(
                folder,
                "exec 3<&0; setsid sleep 1000 <&3 & echo $! >left; printf '{}'; [ $1 = save ]"
                    + " || exit 0; exit 0")
            .open();
    storage.save(document().withBody(1_000_000).vcon());
    long left = Processes.idIn(folder.resolve("left"));
    try {
      assertThat(Processes.runs(left)).isTrue();
      assertThat(((ExecStorage) storage).get(VCON.id())).isPresent();
    } finally {
      kill(left);
      kill(Processes.idIn(folder.resolve("left")));
    }
  }

  private static void kill(long process) {
    ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void what_is_left_behind_and_writes_without_end_loses_its_reader() throws Exception {
    ExecStorage storage =
        script(folder, "cat >/dev/null; setsid yes >&2 & echo $! >left; sleep 0.3; exit 0")
            .openWhole();
    storage.save(VCON);

    Processes.awaitEnd(Processes.idIn(folder.resolve("left")));
  }

  @Test
  void standard_error_without_end_is_taken_and_only_its_beginning_and_end_are_kept() {
    Storage storage =
        script(
                folder,
                "echo the beginning >&2; head -c 100000000 /dev/zero | tr '\\0' x >&2\n"
                    + "echo >&2; echo the end >&2; cat >/dev/null; exit 1")
            .open();

    assertThatThrownBy(() -> storage.save(VCON)).hasMessageEndingWith(": the end");
  }

  @Test
  void standard_output_without_end_is_cut_off_and_the_program_killed() {
    ExecStorage storage =
        script(folder, "trap '' PIPE; echo $$ >program; while :; do echo '{}{}{}{}{}'; done")
            .maxOutput("1MB")
            .openWhole();

    assertThatThrownBy(() -> storage.get(VCON.id()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 1MB")
        .hasMessageContaining("max_output");
    Processes.awaitEnd(Processes.idIn(folder.resolve("program")));
  }

  @Test
  void what_a_save_prints_is_no_ones_business() throws Exception {
    script(folder, "cat; head -c 10000000 /dev/zero").maxOutput("1B").open().save(VCON);
  }

  @Test
  void a_program_that_does_not_read_and_says_it_is_done_is_done() throws Exception {
    Storage storage = script(folder, "exit 0").open();
    storage.save(document().withBody(10_000_000).vcon());
    Storage refusing = script(folder, "head -c 1 >/dev/null; exit 65").open();

    assertThatThrownBy(() -> refusing.save(document().withBody(10_000_000).vcon()))
        .hasMessageContaining("exit code 65");
  }

  @Test
  void a_document_of_the_largest_size_is_read_back_and_one_byte_more_is_not() throws Exception {
    Vcon vcon = document().withBody(100_000).vcon();
    String store = "if [ $1 = save ]; then cat >kept; else cat kept; fi";
    Storage storage = script(folder, store).maxOutput(vcon.size() + "B").open();
    storage.save(vcon);

    assertThat(((ExecStorage) storage).get(vcon.id()))
        .hasValueSatisfying(it -> assertThat(it).isEqualTo(vcon.copyBytes()));
    ExecStorage smaller = script(folder, store).maxOutput(vcon.size() - 1 + "B").openWhole();
    assertThatThrownBy(() -> smaller.get(vcon.id())).hasMessageContaining("max_output");
  }

  @Test
  void a_slow_writer_is_read_to_its_end() throws Exception {
    ExecStorage storage =
        script(folder, "printf '{'; sleep 0.2; printf '\"a\": 1'; sleep 0.2; printf '}\\n'")
            .openWhole();

    assertThat(storage.get(VCON.id()))
        .hasValueSatisfying(it -> assertThat(it).asString().isEqualTo("{\"a\": 1}\n"));
  }

  @Test
  void sixty_four_at_once_get_their_own_documents_and_leave_no_thread() throws Exception {
    String program = FolderProgram.in(programs);
    ExecStorage storage = ExecOptionsBuilder.command("sh", program, folder.toString()).openWhole();
    List<Vcon> vcons =
        IntStream.range(0, 64).mapToObj(i -> document().withBody(200_000 + i).vcon()).toList();
    List<Callable<byte[]>> calls =
        vcons.stream()
            .<Callable<byte[]>>map(vcon ->
                () -> {
                  storage.save(vcon);
                  return storage.get(vcon.id()).orElseThrow();
                })
            .toList();
    List<Future<byte[]>> found = threads.invokeAll(calls);

    for (int i = 0; i < vcons.size(); i++) {
      assertThat(found.get(i).get()).isEqualTo(vcons.get(i).copyBytes());
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("vcond-exec-input");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(64);
    }
  }

  @Test
  void without_a_group_those_whose_parents_live_are_killed() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", FAMILY).directory(folder.toFile()).start();
    List<Long> family = family();
    new ProcessGroup(process, "no mark").kill();

    family.forEach(Processes::awaitEnd);
  }
}
