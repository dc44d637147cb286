package dev.vcond.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100 * 1024);
  private final List<String> order = new CopyOnWriteArrayList<>();

  private Thread taking(String name, int units) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                budget.take(units);
                order.add(name);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
    return thread;
  }

  @Test
  void a_document_counts_twice_its_bytes_and_at_least_something() {
    assertThat(budget.weight(0)).isEqualTo(1);
    assertThat(budget.weight(-1)).isEqualTo(1);
    assertThat(budget.weight(10 * 1024)).isEqualTo(21);
  }

  @Test
  void a_document_larger_than_the_budget_takes_all_of_it_and_goes_alone() throws Exception {
    int all = budget.weight(1_000_000_000_000L);
    assertThat(all).isEqualTo(100);
    budget.take(all);
    assertThat(budget.reserved()).isEqualTo(budget.limit()).isEqualTo(100 * 1024);
    taking("small", 1);
    assertThat(order).isEmpty();
    budget.giveBack(all);
    await().until(() -> order.size() == 1);
    budget.giveBack(1);
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void a_large_document_is_not_overtaken_for_ever_by_small_ones() throws Exception {
    budget.take(60);
    taking("large", 95);
    taking("small", 10);
    assertThat(order).as("there would be room for the small one").isEmpty();
    budget.giveBack(60);
    await().until(() -> order.size() == 1);
    assertThat(order).containsExactly("large");
    budget.giveBack(95);
    await().until(() -> order.size() == 2);
  }

  @Test
  void what_turns_out_larger_than_anybody_knew_makes_the_next_ones_wait() throws Exception {
    budget.take(1);
    var growth = budget.growth();
    growth.add(40 * 1024);
    growth.add(40 * 1024);
    assertThat(budget.reserved()).isGreaterThan(budget.limit());
    taking("next", 1);
    assertThat(order).isEmpty();
    growth.close();
    await().until(() -> order.size() == 1);
    budget.giveBack(2);
    growth.close();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void what_can_be_had_at_once_is_known() {
    assertThat(budget.holds(100)).isTrue();
    assertThat(budget.holds(101)).isFalse();
  }

  @Test
  void a_budget_of_next_to_nothing_still_lets_documents_through_one_by_one() throws Exception {
    var tiny = new MemoryBudget(1);
    assertThat(tiny.weight(10_000)).isEqualTo(1);
    tiny.take(1);
    tiny.giveBack(1);
  }
}
