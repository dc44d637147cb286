package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
