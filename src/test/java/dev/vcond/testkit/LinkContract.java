package dev.vcond.testkit;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every link has to keep, as tests that a link inherits. An author writes one method, which
 * opens the link in a way that its calls end within a few seconds.
 */
public abstract class LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("contract", "link", "ingress");

  private Link link = (vcon, _) -> LinkResult.proceed(vcon);

  /** Opens the link; comes once per test. */
  protected abstract Link open() throws Exception;

  /** A document that the link does its work on. */
  protected SampleVcon sample() {
    return document();
  }

  @BeforeEach
  final void openLink() throws Exception {
    link = open();
  }

  @AfterEach
  final void closeLink() throws Exception {
    link.close();
  }

  @Test
  final void a_second_call_on_its_own_result_changes_nothing_more() throws Exception {
    Vcon first = left(link.apply(sample().vcon(), CONTEXT));
    Vcon second = left(link.apply(first, CONTEXT));

    assertThat(second.text()).isEqualTo(first.text());
  }

  @Test
  final void a_repeated_call_on_the_same_document_gives_the_same_result() throws Exception {
    Vcon vcon = sample().vcon();
    String before = vcon.text();
    Vcon first = left(link.apply(vcon, CONTEXT));
    Vcon second = left(link.apply(vcon, CONTEXT));

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(vcon.text()).isEqualTo(before);
  }

  @Test
  final void a_document_that_is_left_as_it_is_is_the_same_object() throws Exception {
    Vcon done = left(link.apply(sample().vcon(), CONTEXT));
    Vcon reread = SampleVcon.read(done.id(), done.text());
    Vcon again = left(link.apply(reread, CONTEXT));

    assertThat(again.changed() ? "a changed document" : again).isSameAs(reread);
  }

  @Test
  final void the_id_of_the_document_is_kept() throws Exception {
    Vcon vcon = sample().vcon();
    assertThat(left(link.apply(vcon, CONTEXT)).id()).isEqualTo(vcon.id());
  }

  @Test
  final void calls_at_the_same_time_do_not_disturb_each_other() throws Exception {
    List<Vcon> vcons =
        IntStream.range(0, 100)
            .mapToObj(i -> sample().with("subject", "\"" + i + "\"").vcon())
            .toList();
    List<Callable<Vcon>> calls =
        vcons.stream().<Callable<Vcon>>map(vcon -> () -> left(link.apply(vcon, CONTEXT))).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Vcon>> results = threads.invokeAll(calls);
      for (int i = 0; i < vcons.size(); i++) {
        Vcon result = results.get(i).get();
        assertThat(result.id()).isEqualTo(vcons.get(i).id());
        assertThat(result.subject()).hasValue(Integer.toString(i));
      }
    }
  }

  @Test
  final void an_interrupted_call_ends_soon() throws Exception {
    Vcon vcon = sample().vcon();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<LinkResult> call =
        new FutureTask<>(() -> {
          begun.countDown();
          return link.apply(vcon, CONTEXT);
        });
    Thread thread = Thread.ofVirtual().start(call);
    begun.await();
    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  final void the_default_timeout_is_longer_than_nothing() {
    assertThat(link.defaultTimeout()).isPositive();
  }

  @Test
  final void closing_twice_is_no_error() throws Exception {
    link.close();
    assertThatCode(link::close).doesNotThrowAnyException();
  }

  private static Vcon left(LinkResult result) {
    return switch (result) {
      case LinkResult.Continue go -> go.vcon();
      case LinkResult.Swap swap -> swap.vcon();
      case LinkResult.Halt halt -> halt.vcon();
    };
  }
}
