package dev.vcond.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much memory documents in flight may take: a share of the heap or a fixed size.
 *
 * @param percent of the heap, 1 to 80; 0 when a size is given
 * @param size the fixed size; null when a share is given
 */
public record MemoryShare(int percent, @Nullable ByteSize size) {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%");
  private static final String EXPECTED =
      "expected 1% to 80% of the heap, or a size of at least 1MB such as 256MB";

  /** More than this and the heap has no room left for anything but documents. */
  private static final int MOST_PERCENT = 80;

  private static final long LEAST_BYTES = 1_000_000;

  public MemoryShare {
    boolean sound =
        size == null
            ? percent >= 1 && percent <= MOST_PERCENT
            : percent == 0 && size.bytes() >= LEAST_BYTES;
    if (!sound) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads {@code 25%} or {@code 256MB}.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static MemoryShare parse(String text) {
    Matcher share = PERCENT.matcher(text.strip());
    if (share.matches()) {
      return new MemoryShare(Integer.parseInt(share.group(1)), null);
    }
    try {
      return new MemoryShare(0, ByteSize.parse(text));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /** The bytes that this means on a heap of the given bytes; a fixed size is cut at 80 %. */
  public long bytes(long heap) {
    return size == null ? heap / 100 * percent : Math.min(size.bytes(), heap / 100 * MOST_PERCENT);
  }

  @Override
  public String toString() {
    return size == null ? percent + "%" : size.toString();
  }
}
