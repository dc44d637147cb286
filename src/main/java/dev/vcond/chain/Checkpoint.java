package dev.vcond.chain;

import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an unfinished run has done already. It counts only for the very document it speaks of and
 * while the chain still begins with the same links; otherwise everything runs again.
 *
 * @param sha1 SHA-1 in hex of the document
 * @param current the id whose document is being worked on; differs from the popped one after a swap
 * @param links the finished links, in order
 * @param storages the storages that have the document
 * @param routes lists that finished links asked for; pushed when the run completes or halts
 */
public record Checkpoint(
    String sha1,
    VconId current,
    List<String> links,
    Set<String> storages,
    List<String> routes,
    boolean egressed) {
  /**
   * With names longer than this in all, the record would grow past 1 KB: then everything runs
   * again.
   */
  private static final int LONGEST = 640;

  private static final String UNIT = "\t";
  private static final String BETWEEN = "\n";

  public Checkpoint {
    links = List.copyOf(links);
    storages = Set.copyOf(storages);
    routes = List.copyOf(routes);
  }

  /** The text for the record; empty if it would be too long. */
  public String encode() {
    String text =
        String.join(
            BETWEEN,
            sha1,
            current.asPopped(),
            egressed ? "1" : "0",
            joined(links),
            joined(storages),
            joined(routes));
    return text.length() > LONGEST ? "" : text;
  }

  private static String joined(Collection<String> names) {
    return String.join(UNIT, names);
  }

  /** Reads what {@link #encode} wrote; empty for anything else. */
  public static Optional<Checkpoint> decode(String text) {
    String[] parts = text.split(BETWEEN, -1);
    if (parts.length != 6) {
      return Optional.empty();
    }
    return VconId.parse(parts[1])
        .map(id ->
            new Checkpoint(
                parts[0],
                id,
                names(parts[3]),
                new LinkedHashSet<>(names(parts[4])),
                names(parts[5]),
                parts[2].equals("1")));
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(joined.split(UNIT, -1)));
  }

  /** Whether it speaks of this document in this chain. */
  boolean appliesTo(Chain chain, String sha1OfLoaded) {
    return sha1.equals(sha1OfLoaded)
        && links.size() <= chain.links().size()
        && chain.linkNames(links.size()).equals(links);
  }
}
