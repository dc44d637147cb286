package dev.vcond.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote a name that is not known. Stateless. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * As a piece of a hint: {@code Did you mean "path"? } with the space behind it, or nothing if
   * nothing comes near.
   */
  public static String among(String written, Collection<String> known) {
    return nearest(written, known).map("Did you mean \"%s\"? "::formatted).orElse("");
  }

  /** The known name that comes nearest, if one is near at all; case and dashes do not count. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    String wanted = plain(written);
    // A third of a word may be wrong; beyond that the guess is noise.
    int bearable = Math.max(1, wanted.length() / 3);
    Optional<String> near =
        known.stream()
            .filter(name -> distance(wanted, plain(name)) <= bearable)
            .filter(name -> distance(wanted, plain(name)) < wanted.length())
            .min(Comparator.comparingInt(name -> distance(wanted, plain(name))));
    return near.or(() -> partOf(wanted, known));
  }

  private static Optional<String> partOf(String wanted, Collection<String> known) {
    if (wanted.length() < 4) {
      return known.stream()
          .filter(name -> List.of(plain(name).split("_", -1)).contains(wanted))
          .min(Comparator.comparingInt(String::length));
    }
    return known.stream()
        .filter(name -> plain(name).contains(wanted) || holds(wanted, plain(name)))
        .min(Comparator.comparingInt(String::length));
  }

  private static boolean holds(String wanted, String name) {
    return name.length() >= 4 && wanted.contains(name);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_').strip();
  }

  /** Insertions, deletions, replacements and swaps of neighbours from one word to the other. */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    int differ = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(cost[i - 1][j - 1] + differ, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
