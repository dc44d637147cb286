package dev.vcond.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedLabelTest {

  @Test
  void the_first_values_of_each_owner_are_kept_and_all_others_are_one() {
    var label = new BoundedLabel(2);

    assertThat(IntStream.of(1, 2, 3, 4, 1).mapToObj(n -> label.kept("a", "v" + n)))
        .containsExactly("v1", "v2", "other", "other", "v1");
    assertThat(label.kept("b", "v3")).isEqualTo("v3");
  }
}
