package dev.vcond.queue;

import java.util.TreeSet;

/**
 * Counts claims up, and knows which calls have not ended yet. Every claim of a process has a number
 * of its own, so its value in the in-flight hash is never used twice. Thread-safe.
 */
final class ClaimNumbers {
  private final TreeSet<Long> calls = new TreeSet<>();
  private long next = 1;

  /** Sets numbers aside for a call that claims up to {@code most} ids; returns the first. */
  synchronized long begin(int most) {
    long first = next;
    next += most;
    calls.add(first);
    return first;
  }

  /** The call with this first number got its answer, or will not look at it any more. */
  synchronized void end(long first) {
    calls.remove(first);
  }

  /** The number below which every claim made so far lies. */
  synchronized long next() {
    return next;
  }

  /** The number below which no call is under way. */
  synchronized long answeredBelow() {
    return calls.isEmpty() ? next : calls.first();
  }

  /** The number in a claim's value; 0 if it has none. */
  static long of(String claim) {
    String digits = claim.substring(claim.lastIndexOf(':') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
