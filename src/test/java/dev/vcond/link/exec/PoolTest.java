package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.plain;
import static dev.vcond.link.exec.Scripts.python;
import static dev.vcond.link.exec.Scripts.sh;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.vcond.link.LinkResult;
import dev.vcond.process.Processes;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that stay. */
@Timeout(60)
final class PoolTest {
  private static final Vcon VCON = document().vcon();

  /** Answers by what the subject says. */
  private static final String PROGRAM =
      """
      import json, os, sys, time
      with open("starts", "a") as starts:
          starts.write("%d\\n" % os.getpid())
      calls = 0
      for line in sys.stdin:
          request = json.loads(line)
          vcon = request["vcon"]
          calls += 1
          answer = {"id": request["id"]}
          word = vcon.get("subject", "")
          if word == "die":
              print("I die", file=sys.stderr, flush=True)
              os._exit(3)
          if word == "hang":
              with open("hangs", "w") as file:
                  file.write("%d\\n" % os.getpid())
              time.sleep(1000)
          if word == "mute":
              os.close(1)
              time.sleep(1000)
          if word == "flood":
              while True:
                  sys.stdout.write("x" * 65536)
          if word == "wrong":
              answer["id"] = 4711
          if word == "no id":
              answer = {}
          if word == "half":
              sys.stdout.write('{"id": ')
              sys.stdout.flush()
              os._exit(0)
          if word == "text":
              print("hello", flush=True)
              continue
          if word == "last":
              print(json.dumps(answer), flush=True)
              os._exit(0)
          if word == "twice":
              print(json.dumps(answer))
          if word == "error":
              answer["error"] = "not today"
          if word == "count":
              vcon["x_calls"] = calls
              vcon["x_request"] = {k: v for k, v in request.items() if k not in ("id", "vcon")}
              answer["vcon"] = vcon
          if word == "mark":
              vcon["x_mark"] = len(json.dumps(vcon))
              answer["vcon"] = vcon
          print(json.dumps(answer), flush=True)
      with open("ended", "a") as ended:
          ended.write("%d\\n" % os.getpid())
      """;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ExecLink> links = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    links.forEach(ExecLink::close);
    assertThat(Children.ofThisJvm("program.py")).isEmpty();
  }

  private ExecLink open(int processes) {
    return open(python(folder, PROGRAM).persistent(processes));
  }

  private ExecLink open(Scripts scripts) {
    ExecLink link = scripts.open();
    links.add(link);
    return link;
  }

  private static Thread calling(ExecLink link, Vcon vcon) {
    return Thread.ofVirtual()
        .start(() -> {
          var _ = catchThrowable(() -> link.apply(vcon, CONTEXT));
        });
  }

  private static Vcon saying(String subject) {
    return document().with("subject", "\"" + subject + "\"").vcon();
  }

  private List<String> starts() throws Exception {
    return Files.readAllLines(folder.resolve("starts"));
  }

  @Test
  void one_process_serves_many_and_is_told_where_it_is() throws Exception {
    ExecLink link =
        open(python(folder, PROGRAM).persistent(1).with("options", Map.of("a", plain("1"))));
    link.apply(saying("count"), CONTEXT);
    Vcon vcon = document().with("subject", "\"count\"").vcon();
    Vcon left = link.apply(vcon, CONTEXT).vcon();

    assertThat(starts()).hasSize(1);
    assertThat(left.tree().get("x_calls").asInt()).isEqualTo(2);
    assertThat(left.tree().get("x_request").toString())
        .isEqualTo(
            "{\"uuid\":\"%s\",\"chain\":\"main\",\"step\":\"mine\",\"list\":\"default\",\"options\":{\"a\":1}}"
                .formatted(vcon.id().canonical()));
  }

  @Test
  void a_document_of_many_lines_is_asked_about_in_one() throws Exception {
    ExecLink link = open(1);
    Vcon vcon = SampleVcon.read(VCON.id(), VCON.text().replace(", \"", ",\r\n  \""));

    assertThat(vcon.text()).contains("\r\n");
    assertThat(link.apply(vcon, CONTEXT).vcon()).isSameAs(vcon);
  }

  @Test
  void one_that_dies_fails_its_vcon_for_a_while_and_is_replaced() throws Exception {
    ExecLink link = open(1);
    link.apply(VCON, CONTEXT);
    Throwable fault = catchThrowable(() -> link.apply(saying("die"), CONTEXT));

    assertThat(fault).hasMessageContaining("failed (exit code 3)").hasMessageEndingWith(": I die");
    assertThat(Failures.isTemporary(fault)).isTrue();
    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    assertThat(starts()).hasSize(2);
  }

  @Test
  void one_that_dies_between_two_calls_is_replaced_and_nobody_notices() throws Exception {
    ExecLink link = open(1);
    link.apply(saying("last"), CONTEXT);
    long first = Long.parseLong(starts().getFirst());
    Processes.awaitEnd(first);
    await().until(() -> ProcessHandle.of(first).isEmpty());

    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    assertThat(starts()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "mute, closed its standard output, true",
    "half, ended (exit code 0), true",
    "flood, more than 1MB, false",
    "wrong, answered request 4711 instead of request 1, false",
    "no id, answered without an id, false",
    "text, the answer of, false",
  })
  void one_that_does_not_keep_to_the_rules_is_replaced(
      String word, String expected, boolean temporary) throws Exception {
    ExecLink link = open(python(folder, PROGRAM).persistent(1).with("max_output", "1MB"));
    Throwable fault = catchThrowable(() -> link.apply(saying(word), CONTEXT));

    assertThat(fault).hasMessageContaining(expected);
    assertThat(Failures.isTemporary(fault)).isEqualTo(temporary);
    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    assertThat(starts()).hasSize(2);
    Processes.awaitEnd(Long.parseLong(starts().getFirst()));
  }

  @Test
  void one_that_says_that_it_failed_is_kept() throws Exception {
    ExecLink link = open(1);

    assertThatThrownBy(() -> link.apply(saying("error"), CONTEXT)).hasMessage("not today");
    link.apply(VCON, CONTEXT);
    assertThat(starts()).hasSize(1);
  }

  @Test
  void a_line_that_nobody_asked_for_is_not_taken_for_an_answer() throws Exception {
    ExecLink link = open(1);
    link.apply(saying("twice"), CONTEXT);
    Throwable fault = catchThrowable(() -> link.apply(VCON, CONTEXT));
    if (fault != null) {
      assertThat(fault).hasMessageContaining("answered request 1 instead of request 2");
    }
    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    assertThat(starts()).hasSize(2);
  }

  @Test
  void a_time_out_ends_the_process_and_its_place_is_free_at_once() throws Exception {
    ExecLink link = open(1);
    Thread caller = calling(link, saying("hang"));
    long hanging = Processes.idIn(folder.resolve("hangs"));
    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(2))).isTrue();
    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    Processes.awaitEnd(hanging);
  }

  @Test
  void who_waits_for_a_place_can_be_interrupted() throws Exception {
    ExecLink link = open(1);
    Thread first = calling(link, saying("hang"));
    Processes.idIn(folder.resolve("hangs"));
    Thread second = calling(link, VCON);
    second.interrupt();

    assertThat(second.join(Duration.ofSeconds(2))).isTrue();
    first.interrupt();
  }

  @Test
  void sixty_four_at_once_get_their_own_answers_from_no_more_processes_than_there_may_be()
      throws Exception {
    ExecLink link = open(3);
    List<Vcon> vcons =
        IntStream.range(0, 64)
            .mapToObj(i -> document().with("subject", "\"mark\"").withBody(70_000 + i).vcon())
            .toList();
    List<Callable<LinkResult>> calls =
        vcons.stream().<Callable<LinkResult>>map(vcon -> () -> link.apply(vcon, CONTEXT)).toList();
    List<Future<LinkResult>> results = threads.invokeAll(calls);

    for (int i = 0; i < vcons.size(); i++) {
      Vcon left = results.get(i).get(1, TimeUnit.SECONDS).vcon();
      assertThat(left.id()).isEqualTo(vcons.get(i).id());
      assertThat(left.text())
          .contains("x_mark")
          .contains(vcons.get(i).declaredUuid().orElseThrow());
    }
    assertThat(starts()).hasSizeBetween(1, 3);
  }

  @Test
  void closing_lets_them_end_by_themselves() throws Exception {
    ExecLink link = open(2);
    link.apply(VCON, CONTEXT);
    link.close();

    assertThat(Files.readAllLines(folder.resolve("ended"))).isEqualTo(starts());
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("vcond-exec-input");
  }

  @Test
  void closing_does_not_wait_for_ever_for_one_that_does_not_want_to_end() throws Exception {
    ExecLink link =
        open(
            sh(
                    folder,
                    "trap '' TERM; echo $$ >program; read line; echo '{\"id\":1}'; while :; do"
                        + " sleep 1; done")
                .persistent(1));
    assertThat(link.apply(VCON, CONTEXT).vcon()).isSameAs(VCON);
    long program = Processes.idIn(folder.resolve("program"));
    link.close();

    Processes.awaitEnd(program);
  }

  @Test
  void a_child_that_keeps_the_output_does_not_hide_that_its_parent_has_died() throws Exception {
    ExecLink link = open(sh(folder, "sleep 1000 & echo $! >left; read line; exit 5").persistent(1));
    Throwable fault = catchThrowable(() -> link.apply(VCON, CONTEXT));

    assertThat(fault).hasMessageContaining("failed (exit code 5)");
    Processes.awaitEnd(Processes.idIn(folder.resolve("left")));
  }
}
