package dev.vcond.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.config.LinkFilter;
import dev.vcond.config.OnlyIf;
import dev.vcond.vcon.EntrySearch;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a step's link is called for a vCon. The same for every run of one: after a crash or a
 * replay nobody asks for less or for more than the first time.
 */
record StepChoice(String step, LinkFilter filter) {

  /** The key because of which the vCon passes by the link; empty if the link is to be called. */
  Optional<String> passesBy(Vcon vcon) {
    if (!isSampled(vcon.id())) {
      return Optional.of("sampling_rate");
    }
    OnlyIf onlyIf = filter.onlyIf();
    return onlyIf == null || search(onlyIf).finds(vcon) ? Optional.empty() : Optional.of("only_if");
  }

  private static EntrySearch search(OnlyIf asked) {
    String section = asked.section().name().toLowerCase(Locale.ROOT);
    return new EntrySearch(section, asked.target(), asked.includes());
  }

  private boolean isSampled(VconId id) {
    Double rate = filter.samplingRate();
    return rate == null || rate == 0 || rate >= 1 || draw(id) < rate;
  }

  /** A number from 0 to 1 that looks like chance and is always the same for this id and step. */
  private double draw(VconId id) {
    byte[] hash = sha256(id.canonical() + ' ' + step);
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53; // as many bits as a double has
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
