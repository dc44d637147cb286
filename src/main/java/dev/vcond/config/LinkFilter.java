package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Which vCons a link is called for; the others pass it. Its keys are accepted beside {@code
 * options}, inside, and in a chain.
 *
 * @param onlyIf null: all of them
 * @param samplingRate null or 0: all of them
 */
public record LinkFilter(
    @Option(
            value = "The link is called only for vCons with such an entry; the others pass it.",
            example = "{section: attachments, purpose: tags, includes: 'priority:high'}")
        @Nullable OnlyIf onlyIf,
    @Option(
            value =
                "The share of vCons that the link is called for, 0 to 1; the others pass it. 0,"
                    + " like no value, means all. Which ones is decided by their id and the link's"
                    + " name: a second run of one decides the same.",
            example = "0.25")
        @Nullable Double samplingRate) {

  /** Every vCon. */
  public static final LinkFilter NONE = new LinkFilter(null, null);

  public LinkFilter {
    if (samplingRate != null && !(samplingRate >= 0)) {
      throw new InvalidOption(
          "sampling_rate", "expected a share from 0 to 1", "A quarter of all is 0.25.");
    }
  }

  /** Says that a percentage was meant where a share belongs. */
  void warn(Mapping written, String path, Problems problems) {
    ConfigValue rate = written.get("sampling_rate");
    if (rate != null && samplingRate != null && samplingRate > 1) {
      problems.warning(
          rate.position(),
          path + ".sampling_rate",
          "is more than 1, which means every vCon",
          "Half of them is 0.5.");
    }
  }

  /** This filter with what another one says in its place. */
  LinkFilter overlay(LinkFilter over) {
    return new LinkFilter(
        over.onlyIf == null ? onlyIf : over.onlyIf,
        over.samplingRate == null ? samplingRate : over.samplingRate);
  }
}
