package dev.vcond.link.sampler;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import org.jspecify.annotations.Nullable;

/** The options of {@code links.sampler}. */
@Misnomer(value = "percentage", instead = "Write method: percentage, and value: 10 for 10 %.")
@Misnomer(value = "modulo", instead = "Write method: modulo, and value: 5 for one of 5.")
@Misnomer(
    value = "rate",
    instead =
        "Write method: percentage, and value: 10 for what was rate: 0.1. For what was rate: 100,"
            + " one of 100, write method: modulo, and value: 100.")
@Misnomer(
    value = "sampling_rate",
    why = "It stands with other links; with a sampler it would be a sample of a sample.",
    instead = "Write method: percentage, and value: 10 for what was sampling_rate: 0.1.")
public record SamplerOptions(
    @Option(
            value =
                "How to choose: percentage (value of a hundred, by chance), modulo (one of value,"
                    + " always the same ones by their id), rate (by chance: the larger value, the"
                    + " fewer; 1 lets 63 % pass, 10 lets 9.5 %) or time_based (those that come in a"
                    + " second since 1970 that value divides).",
            defaultValue = "percentage",
            example = "modulo")
        Method method,
    @Option(
            value = "Per cent for percentage, n for modulo, seconds for rate and time_based.",
            defaultValue = "50",
            example = "10")
        double value,
    @Option(
            value =
                "A number or word that makes chance repeatable: with it percentage and rate give"
                    + " the same vCon the same answer every time.",
            example = "42")
        @Nullable String seed) {

  public SamplerOptions {
    switch (method) {
      case PERCENTAGE -> check(value >= 0 && value <= 100, "a percentage from 0 to 100");
      case RATE -> check(value > 0 && value < Double.POSITIVE_INFINITY, "a number above 0");
      case MODULO, TIME_BASED ->
          check(value >= 1 && value == (long) value, "a whole number from 1 on");
    }
  }

  private static void check(boolean sound, String expected) {
    if (!sound) {
      throw new InvalidOption("value", "expected " + expected, "write value: 10");
    }
  }
}
