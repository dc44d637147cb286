package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final List<String> closed = new ArrayList<>();
  private final Closer closer = new Closer();

  @Test
  void what_was_opened_last_is_closed_first() {
    closer.add("first", () -> closed.add("first"));
    closer.add("second", () -> closed.add("second"));

    closer.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void one_that_fails_does_not_keep_the_others_open() {
    closer.add("first", () -> closed.add("first"));
    closer.add(
        "second",
        () -> {
          throw new IllegalStateException("broken");
        });
    closer.add(
        "third",
        () -> {
          throw new NoClassDefFoundError("gone");
        });

    closer.close();

    assertThat(closed).containsExactly("first");
  }

  @Test
  void nothing_is_closed_twice() {
    closer.add("first", () -> closed.add("first"));

    closer.close();
    closer.close();

    assertThat(closed).containsExactly("first");
  }

  @Test
  void a_second_caller_does_not_wait_for_one_that_hangs() throws Exception {
    var hanging = new CountDownLatch(1);
    var let = new CountDownLatch(1);
    closer.add("first", () -> closed.add("first"));
    closer.add(
        "second",
        () -> {
          hanging.countDown();
          let.await();
        });
    Thread firstCaller = Thread.ofPlatform().start(closer::close);
    hanging.await();

    closer.close();

    assertThat(closed).containsExactly("first");
    let.countDown();
    firstCaller.join();
  }
}
