package dev.vcond.testkit;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Form;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every link has to keep, as tests that a link inherits. An author writes one method, which
 * opens the link in a way that its calls end within a few seconds.
 */
public abstract class LinkContract {
  private static final String SIGNED =
      "{\"payload\": \"e30\", \"signatures\": [{\"protected\": \"e30\", \"signature\": \"AA\"}]}";

  private static final LinkContext CONTEXT = new LinkContext("contract", "link", "ingress");

  private Link link = (vcon, _) -> LinkResult.proceed(vcon);

  /** Opens the link; comes once per test, in one of them twice. */
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

  /** Documents as they are found, which no link may stumble over. */
  static Stream<Arguments> oddDocuments() {
    return Stream.of(
            odd(
                "no lists at all",
                """
                {"created_at": "2026-03-14T15:09:26"}\
                """),
            odd(
                "null instead of lists",
                """
                {"parties": null, "dialog": null, "analysis": null, "attachments": null}\
                """),
            odd(
                "texts instead of lists",
                """
                {"parties": "x", "dialog": "x", "analysis": "x", "attachments": "x"}\
                """),
            odd(
                "lists of anything",
                """
                {"parties": [7], "dialog": [null, "x", []], "analysis": [null], "attachments": [1, {}]}\
                """),
            odd(
                "members of other types",
                """
                {"dialog": [{"type": 7, "parties": "x", "start": [], "url": {}, "body": [1]}],
                 "analysis": [{"type": null, "dialog": "x", "vendor": 1, "body": 7}],
                 "attachments": [{"purpose": 1, "party": "x", "body": {"a": 1}}]}\
                """),
            odd(
                "tags that are none",
                """
                {"attachments": [{"purpose": "tags", "encoding": "json", "body": "not json"}]}\
                """),
            odd(
                "bodies that are not what they claim",
                """
                {"dialog": [{"type": "recording", "encoding": "base64url", "body": "!!"}],
                 "analysis": [{"type": "transcript", "dialog": 99, "encoding": "json", "body": "{"}]}\
                """),
            odd("a signed one", SIGNED))
        .map(Arguments::of);
  }

  private static Named<String> odd(String name, String json) {
    return Named.of(name, json);
  }

  @ParameterizedTest
  @MethodSource("oddDocuments")
  final void an_odd_document_is_answered_or_refused_with_a_sentence(String json) {
    Vcon vcon = SampleVcon.read(SampleVcon.randomId(), json);
    try {
      LinkResult result = link.apply(vcon, CONTEXT);
      assertThat(left(result).id()).isEqualTo(vcon.id());
      assertThat(vcon.form() == Form.PLAIN || left(result) == vcon)
          .as("a signed document is left as it is")
          .isTrue();
    } catch (Exception e) {
      assertThat(e)
          .as("what an operator reads as the reason")
          .isNotInstanceOfAny(
              NullPointerException.class,
              ClassCastException.class,
              IndexOutOfBoundsException.class,
              NoSuchElementException.class);
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(vcon.text()).isEqualTo(json);
  }

  @Test
  final void what_the_link_does_not_know_stays_as_it_was_written() throws Exception {
    String unknown = "{\"b\":1e5,\"a\":[0.10,-0,\"\\u00e9\\/\"],\"type\":null}";
    Vcon result = left(link.apply(sample().with("x_unknown", unknown).vcon(), CONTEXT));

    assertThat(result.text()).contains(unknown);
  }

  @Test
  final void the_tree_that_all_share_is_not_changed() throws Exception {
    Vcon vcon = sample().vcon();
    JsonNode before = vcon.tree().deepCopy();
    link.apply(vcon, CONTEXT);

    assertThat(vcon.tree()).isEqualTo(before);
  }

  @Test
  final void a_result_says_where_it_goes_and_why() throws Exception {
    Vcon vcon = sample().vcon();
    LinkResult result = link.apply(vcon, CONTEXT);

    assertThat(result.routes()).allMatch(list -> !list.isBlank());
    switch (result) {
      case LinkResult.Continue _ -> {}
      case LinkResult.Expire expire -> assertThat(expire.after().isNegative()).isFalse();
      case LinkResult.Halt halt -> assertThat(halt.reason()).isNotBlank();
      case LinkResult.Swap swap -> assertThat(swap.id()).isNotEqualTo(vcon.id());
    }
  }

  @Test
  final void two_of_the_same_do_not_disturb_each_other() throws Exception {
    try (Link second = open()) {
      link.close();
      assertThat(left(second.apply(sample().vcon(), CONTEXT))).isNotNull();
    }
  }

  @Test
  final void what_it_says_about_itself_does_not_change() throws Exception {
    boolean showsId = link.showsId();
    boolean costly = link.costly();
    link.apply(sample().vcon(), CONTEXT);

    assertThat(link.showsId()).isEqualTo(showsId);
    assertThat(link.costly()).isEqualTo(costly);
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
        if (i % 20 == 0) {
          assertThat(result.text())
              .as("the same as alone")
              .isEqualTo(left(link.apply(vcons.get(i), CONTEXT)).text());
        }
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
      case LinkResult.Expire expire -> expire.vcon();
      case LinkResult.Halt halt -> halt.vcon();
    };
  }
}
