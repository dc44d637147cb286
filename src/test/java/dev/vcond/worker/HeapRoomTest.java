package dev.vcond.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final int MB = 1 << 20;

  private static long most(HeapRoom room, int copies) {
    long low = 0;
    long high = room.heap();
    while (low < high) {
      long middle = (low + high + 1) / 2;
      if (room.refusal(middle, copies).isEmpty()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Test
  void a_document_may_have_two_thirds_of_the_heap_but_what_the_daemon_needs_itself() {
    assertThat(most(new HeapRoom(300 * MB), 1)).isEqualTo(176L * MB);
    assertThat(most(new HeapRoom(300 * MB), 2)).isEqualTo(88L * MB);
    assertThat(most(new HeapRoom(30 * MB), 1)).isZero();
  }

  @Test
  void the_heap_that_is_advised_would_do() {
    for (int copies = 1; copies <= 2; copies++) {
      String text = new HeapRoom(100 * MB).refusal(200_000_000, copies).orElseThrow().text();
      long advised = Long.parseLong(text.replaceAll(".*-Xmx(\\d+)m.*", "$1"));
      // The JVM counts only one of two survivor spaces as usable.
      assertThat(new HeapRoom(advised * MB / 100 * 96).refusal(200_000_000, copies)).isEmpty();
    }
  }

  @Test
  void the_refusal_names_sizes_and_what_to_do() {
    var refusal = new HeapRoom(300 * MB).refusal(200_000_000, 2).orElseThrow();
    assertThat(refusal.code()).isEqualTo("too_large_for_memory");
    assertThat(refusal.text())
        .contains(
            "200,000,000 bytes", "300 MB", "92,274,688 bytes that a link changes", "-Xmx672m");
  }
}
