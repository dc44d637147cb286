package dev.vcond.chain;

import dev.vcond.vcon.Vcon;
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
 * @param origin after a swap, SHA-1 in hex of the popped document; else empty
 * @param current the id whose document is being worked on; differs from the popped one after a swap
 * @param links the finished links, in order
 * @param storages the storages that have the document
 * @param routes lists that finished links asked for; pushed when the run completes or halts
 */
public record Checkpoint(
    String sha1,
    String origin,
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

  /** The same for a document that Redis spells another way. */
  Checkpoint of(String sha1InRedis) {
    return new Checkpoint(sha1InRedis, origin, current, links, storages, routes, egressed);
  }

  /** The text for the record; empty if it would be too long. */
  public String encode() {
    String text =
        String.join(
            BETWEEN,
            sha1,
            origin,
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
    if (parts.length != 7) {
      return Optional.empty();
    }
    return VconId.parse(parts[2])
        .map(id ->
            new Checkpoint(
                parts[0],
                parts[1],
                id,
                names(parts[4]),
                new LinkedHashSet<>(names(parts[5])),
                names(parts[6]),
                parts[3].equals("1")));
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(joined.split(UNIT, -1)));
  }

  /** Whether a link had swapped the popped document for another one. */
  boolean swapped() {
    return !origin.isEmpty();
  }

  /** Whether it was made for the document that was popped, as it is now. */
  boolean speaksOf(Vcon popped) {
    return swapped()
        ? origin.equals(popped.sha1Hex())
        : current.equals(popped.id()) && sha1.equals(popped.sha1Hex());
  }

  /** Whether the chain still begins with the finished links. */
  boolean fits(Chain chain) {
    return links.size() <= chain.links().size() && chain.linkNames(links.size()).equals(links);
  }
}
