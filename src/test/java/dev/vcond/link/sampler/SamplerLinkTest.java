package dev.vcond.link.sampler;

import static dev.vcond.testkit.SampleVcon.document;
import static dev.vcond.testkit.SampleVcon.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vcond.config.InvalidOption;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.vcon.Vcon;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplerLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "sampler", "in");

  private static final int MANY = 4_000;

  @Override
  protected Link open() throws Exception {
    return SamplerLink.type().opener().open(new SamplerOptions(Method.PERCENTAGE, 50, null));
  }

  @ParameterizedTest
  @CsvSource({"PERCENTAGE, 10, 0.10", "PERCENTAGE, 75, 0.75", "RATE, 1, 0.632", "RATE, 10, 0.095"})
  void chance_lets_its_share_pass(Method method, double value, double share) {
    var chance = new SplittableRandom(1);
    Link link =
        new SamplerLink(
            new SamplerOptions(method, value, null), () -> chance, InstantSource.system());

    assertThat(share(link)).isCloseTo(share, within(0.03));
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "0, 0"})
  void all_and_none_are_percentages(double value, double share) {
    Link link = sampler(Method.PERCENTAGE, value, null);
    assertThat(share(link)).isEqualTo(share);
  }

  @ParameterizedTest
  @CsvSource({"0.10, 10, true", "0.11, 10, false"})
  void the_percentage_itself_is_in_the_sample(double drawn, double value, boolean passes)
      throws Exception {
    RandomGenerator fixed =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public double nextDouble() {
            return drawn;
          }
        };
    Link link =
        new SamplerLink(
            new SamplerOptions(Method.PERCENTAGE, value, null),
            () -> fixed,
            InstantSource.system());

    assertThat(passes(link, document().vcon())).isEqualTo(passes);
  }

  /** The first eight digits of the SHA-256 of these ids, computed with sha256sum. */
  @ParameterizedTest
  @CsvSource({
    "0190a1b2-0000-7000-8000-000000000001, 891ab16b",
    "0190a1b2-0000-7000-8000-000000000002, 9cb830b8",
    "0190A1B2-0000-7000-8000-000000000002, b697f7e1"
  })
  void modulo_divides_the_hash_of_the_id_as_it_was_popped(String id, String digits)
      throws Exception {
    long hash = Long.parseLong(digits, 16);
    Vcon vcon = document().id(id(id)).vcon();

    for (int n = 1; n <= 12; n++) {
      assertThat(passes(sampler(Method.MODULO, n, null), vcon))
          .as("n=%d", n)
          .isEqualTo(hash % n == 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1750000000, 5, true", "1750000001, 5, false", "1750000001, 1, true"})
  void time_based_takes_the_seconds_that_can_be_divided(long second, double value, boolean passes)
      throws Exception {
    Link link =
        new SamplerLink(
            new SamplerOptions(Method.TIME_BASED, value, null),
            SplittableRandom::new,
            () -> Instant.ofEpochSecond(second, 999_999_999));

    assertThat(passes(link, document().vcon())).isEqualTo(passes);
  }

  @Test
  void with_a_seed_a_vcon_always_gets_the_same_answer_and_others_get_others() {
    List<Vcon> vcons = IntStream.range(0, MANY).mapToObj(_ -> document().vcon()).toList();
    Link one = sampler(Method.PERCENTAGE, 30, "42");

    assertThat(answers(one, vcons))
        .isEqualTo(answers(sampler(Method.PERCENTAGE, 30, "42"), vcons))
        .isNotEqualTo(answers(sampler(Method.PERCENTAGE, 30, "43"), vcons));
    assertThat(share(one)).isCloseTo(0.3, within(0.03));
  }

  @Test
  void a_vcon_that_is_not_in_the_sample_is_halted_with_a_code() throws Exception {
    assertThat(sampler(Method.PERCENTAGE, 0, null).apply(document().vcon(), CONTEXT))
        .isInstanceOfSatisfying(
            LinkResult.Halt.class,
            halt -> {
              assertThat(halt.code()).isEqualTo("not_in_sample");
              assertThat(halt.reason()).contains("percentage");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "MODULO, 1e18, modulo 1000000000000000000",
    "PERCENTAGE, 0.0, percentage 0",
    "PERCENTAGE, 1e-300, percentage 1.0E-300",
    "TIME_BASED, 9e18, time_based 9000000000000000000"
  })
  void the_reason_has_the_number_as_one_writes_it(Method method, double value, String described)
      throws Exception {
    assertThat(sampler(method, value, null).apply(document().vcon(), CONTEXT))
        .isInstanceOfSatisfying(
            LinkResult.Halt.class,
            halt -> assertThat(halt.reason()).isEqualTo("it is not in the sample of " + described));
  }

  @ParameterizedTest
  @CsvSource({
    "PERCENTAGE, -1",
    "PERCENTAGE, 100.5",
    "PERCENTAGE, NaN",
    "RATE, 0",
    "RATE, -2",
    "MODULO, 0",
    "MODULO, 2.5",
    "TIME_BASED, 0.5"
  })
  void a_value_that_cannot_be_is_refused(Method method, double value) {
    assertThatThrownBy(() -> new SamplerOptions(method, value, null))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("value"));
  }

  private static double share(Link link) {
    List<Vcon> vcons = IntStream.range(0, MANY).mapToObj(_ -> document().vcon()).toList();
    return answers(link, vcons).stream().filter(passes -> passes).count() / (double) MANY;
  }

  private static List<Boolean> answers(Link link, List<Vcon> vcons) {
    return vcons.stream().map(vcon -> passes(link, vcon)).toList();
  }

  private static boolean passes(Link link, Vcon vcon) {
    try {
      return link.apply(vcon, CONTEXT) instanceof LinkResult.Continue;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Link sampler(Method method, double value, @Nullable String seed) {
    return new SamplerLink(
        new SamplerOptions(method, value, seed), SplittableRandom::new, InstantSource.system());
  }
}
