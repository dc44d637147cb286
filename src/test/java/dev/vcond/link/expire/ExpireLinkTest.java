package dev.vcond.link.expire;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpireLinkTest extends LinkContract {
  @Override
  protected Link open() throws Exception {
    return ExpireLink.type().opener().open(new ExpireOptions(Duration.ofHours(2)));
  }

  @Test
  void it_asks_for_the_time_and_goes_on() throws Exception {
    Vcon vcon = document().vcon();
    assertThat(open().apply(vcon, new LinkContext("chain", "expire", "in")))
        .isEqualTo(LinkResult.expire(vcon, Duration.ofHours(2)));
  }

  @Test
  void a_day_is_the_default() {
    assertThat(RecordBinder.bind(ExpireOptions.class, Mapping.empty(), "options", new Problems()))
        .isEqualTo(new ExpireOptions(Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 40_000})
  void a_time_that_cannot_be_is_refused(long days) {
    assertThatThrownBy(() -> new ExpireOptions(Duration.ofDays(days)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("seconds"));
  }
}
