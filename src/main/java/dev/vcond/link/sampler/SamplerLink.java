package dev.vcond.link.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Ends the chain for vCons that are not in the sample. Thread-safe. */
public final class SamplerLink implements Link {
  private final SamplerOptions options;
  private final Supplier<? extends RandomGenerator> chance;
  private final InstantSource clock;

  /**
   * @param chance gives a generator for the calling thread; not asked when there is a seed
   */
  SamplerLink(
      SamplerOptions options, Supplier<? extends RandomGenerator> chance, InstantSource clock) {
    this.options = options;
    this.chance = chance;
    this.clock = clock;
  }

  /** The registration of {@code links.sampler}. */
  public static LinkType<SamplerOptions> type() {
    return new LinkType<>(
        "links.sampler",
        "Lets a sample of the vCons pass and ends the chain for the others.",
        """
        What is not in the sample is not stored and not a failure: it is counted as a halt with the
        reason `not_in_sample`. For a sample that one link alone is to see, `sampling_rate` beside the
        options of that link is simpler.
        """,
        """
        links:
          sampler:
            module: links.sampler
            options:
              method: percentage
              value: 10
        """,
        SamplerOptions.class,
        options -> new SamplerLink(options, SplittableRandom::new, InstantSource.system()));
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) {
    return isInSample(vcon.id())
        ? LinkResult.proceed(vcon)
        : LinkResult.halt(vcon, "not_in_sample", "it is not in the sample of " + described());
  }

  private boolean isInSample(VconId id) {
    double value = options.value();
    return switch (options.method()) {
      case PERCENTAGE -> 100 * generator(id).nextDouble() <= value;
      case RATE -> value * generator(id).nextExponential() <= 1;
      case MODULO -> (first8(id.asPopped()) >>> 32) % (long) value == 0;
      case TIME_BASED -> clock.instant().getEpochSecond() % (long) value == 0;
    };
  }

  private String described() {
    double value = options.value();
    // As it was written: 2, not 2.0.
    String text = value == (long) value ? Long.toString((long) value) : Double.toString(value);
    return options.method().name().toLowerCase(Locale.ROOT) + " " + text;
  }

  private RandomGenerator generator(VconId id) {
    @Nullable String seed = options.seed();
    return seed == null ? chance.get() : new SplittableRandom(first8(seed + ":" + id.canonical()));
  }

  /** The first eight bytes of the SHA-256 of a text. */
  private static long first8(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
