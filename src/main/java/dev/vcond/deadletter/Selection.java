package dev.vcond.deadletter;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those that fit every condition. An entry without a record fits
 * {@link #NO_RECORD} as its reason, and no other condition, because nothing is known about it.
 *
 * @param reasons any of these reason codes; empty for every one, as for the others
 * @param steps any of these links, storages or stages; of several storages that failed, one is
 *     enough
 * @param chains any of these chains
 * @param times when it failed last
 */
public record Selection(Set<String> reasons, Set<String> steps, Set<String> chains, Times times) {
  /** The reason of entries without a record. */
  public static final String NO_RECORD = "none";

  /** Every entry. */
  public static final Selection ALL =
      new Selection(Set.of(), Set.of(), Set.of(), new Times(Optional.empty(), Optional.empty()));

  /** The fields of the record that decide. */
  static final List<String> FIELDS = List.of("chain", "step", "code", "last");

  public Selection {
    reasons = Set.copyOf(reasons);
    steps = Set.copyOf(steps);
    chains = Set.copyOf(chains);
  }

  /** Those with one reason. */
  public static Selection ofReason(String code) {
    return new Selection(Set.of(code), ALL.steps, ALL.chains, ALL.times);
  }

  /** A span of time; both ends are open if they are empty. */
  public record Times(Optional<Instant> before, Optional<Instant> after) {
    private boolean any() {
      return before.isEmpty() && after.isEmpty();
    }

    private boolean hold(String moment) {
      try {
        Instant at = Instant.parse(moment);
        return before.filter(end -> !at.isBefore(end)).isEmpty()
            && after.filter(start -> !at.isAfter(start)).isEmpty();
      } catch (DateTimeException _) {
        return false;
      }
    }
  }

  /** Whether every entry is meant. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * Whether an entry is meant.
   *
   * @param why what its record says, if it has one
   */
  public boolean takes(Optional<Explanation> why) {
    return why.map(this::takes).orElseGet(this::takesUnknown);
  }

  private boolean takes(Explanation why) {
    return (reasons.isEmpty() || reasons.contains(why.code()))
        && (chains.isEmpty() || chains.contains(why.chain()))
        && (steps.isEmpty() || !Collections.disjoint(steps, Arrays.asList(why.step().split(","))))
        && (times.any() || times.hold(why.last()));
  }

  private boolean takesUnknown() {
    return (reasons.isEmpty() || reasons.contains(NO_RECORD))
        && chains.isEmpty()
        && steps.isEmpty()
        && times.any();
  }
}
