package dev.vcond.link.jq;

/**
 * How much one application of a filter may do.
 *
 * @param steps calls and outputs of functions, uses of operators, values that go through a pipe
 * @param size characters of the texts and members of the lists that it makes, in bytes or so
 */
record Limits(long steps, long size) {
  private static final long MOST_STEPS = 10_000_000;
  private static final long LEAST_SIZE = 8L << 20;
  private static final long MOST_SIZE = 256L << 20;

  /** A value that is kept takes some thirty bytes. */
  private static final int HEAP_FOR_A_STEP = 50;

  /** Texts are copied while they are made, and other vCons are on their way too. */
  private static final int HEAP_FOR_A_CHARACTER = 8;

  /** What a vCon of 10 MB with 100,000 values needs, as far as the heap allows it. */
  static final Limits USUAL = of(Runtime.getRuntime().maxMemory());

  static Limits of(long heap) {
    return new Limits(
        Math.min(MOST_STEPS, heap / HEAP_FOR_A_STEP),
        Math.clamp(heap / HEAP_FOR_A_CHARACTER, LEAST_SIZE, MOST_SIZE));
  }
}
