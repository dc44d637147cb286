package dev.vcond.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an unfinished run has done already. It counts only for the very document it speaks of and
 * while the chain still begins with the same links; otherwise everything runs again.
 *
 * @param sha1 SHA-1 in hex of the document
 * @param origin after a swap, SHA-1 in hex of the popped document; else empty
 * @param current the id whose document is being worked on; differs from the popped one after a swap
 * @param links the finished links, in order
 * @param storages the storages that have the document
 * @param routes what finished links asked for; pushed when the run completes or halts
 * @param expiries likewise
 */
public record Checkpoint(
    String sha1,
    String origin,
    VconId current,
    List<String> links,
    Set<String> storages,
    List<Route> routes,
    List<Expiry> expiries,
    boolean egressed) {
  /** With more bytes than this the record would grow past 1 KB. */
  private static final int LONGEST = 640;

  private static final String UNIT = "\t";
  private static final String BETWEEN = "\n";
  private static final String OF = "\u001f";

  public Checkpoint {
    links = List.copyOf(links);
    storages = Set.copyOf(storages);
    routes = List.copyOf(routes);
    expiries = List.copyOf(expiries);
  }

  /** One without expiries. */
  public Checkpoint(
      String sha1,
      String origin,
      VconId current,
      List<String> links,
      Set<String> storages,
      List<Route> routes,
      boolean egressed) {
    this(sha1, origin, current, links, storages, routes, List.of(), egressed);
  }

  /**
   * For a storage that is owed the document while the run is settled otherwise: all is done but
   * that.
   *
   * @param all the storages of the chain
   */
  public Checkpoint owing(String storage, Collection<String> all) {
    var others = new HashSet<>(all);
    others.remove(storage);
    return new Checkpoint(sha1, origin, current, links, others, List.of(), true);
  }

  /** The same without some storages. */
  public Checkpoint lacking(Collection<String> missing) {
    var others = new HashSet<>(storages);
    others.removeAll(missing);
    return new Checkpoint(sha1, origin, current, links, others, routes, expiries, egressed);
  }

  /** The same for a document that Redis spells another way. */
  Checkpoint of(String sha1InRedis) {
    return new Checkpoint(
        sha1InRedis, origin, current, links, storages, routes, expiries, egressed);
  }

  /**
   * The text for the record. If it would be too long, the links run again; if it still is, the
   * storages as well: what was pushed to egress must not be pushed twice. Empty if it could not be
   * read again.
   */
  public String encode() {
    String whole = encodeAll();
    if (whole.getBytes(UTF_8).length <= LONGEST) {
      return whole;
    }
    // After a swap the links would have to run on another document than the one it speaks of.
    String shorter = swapped() ? "" : without(storages).encodeAll();
    return shorter.getBytes(UTF_8).length > LONGEST ? without(Set.of()).encodeAll() : shorter;
  }

  private Checkpoint without(Set<String> kept) {
    return new Checkpoint(sha1, origin, current, List.of(), kept, List.of(), egressed);
  }

  private String encodeAll() {
    List<String> routed = routes.stream().map(this::encoded).toList();
    if (Stream.of(links, storages, routed)
        .flatMap(Collection::stream)
        .anyMatch(Checkpoint::unfit)) {
      return "";
    }
    String whole =
        String.join(
            BETWEEN,
            sha1,
            origin,
            current.asPopped(),
            egressed ? "1" : "0",
            String.join(UNIT, links),
            String.join(UNIT, storages),
            String.join(UNIT, routed));
    // Only where there are some: versions that know none read seven parts.
    return expiries.isEmpty() ? whole : whole + BETWEEN + encodedExpiries();
  }

  private String encodedExpiries() {
    return expiries.stream()
        .map(expiry -> expiry.after().toMillis() + OF + expiry.id().asPopped())
        .collect(Collectors.joining(UNIT));
  }

  /** Empty if it is something else. */
  private static Optional<List<Expiry>> expiries(String joined) {
    List<String> encoded = names(joined);
    List<Expiry> read = encoded.stream().flatMap(Checkpoint::expiry).toList();
    return read.size() == encoded.size() ? Optional.of(read) : Optional.empty();
  }

  private static Stream<Expiry> expiry(String encoded) {
    String[] parts = encoded.split(OF, -1);
    return parts.length == 2 && parts[0].matches("\\d{1,18}")
        ? VconId.parse(parts[1]).stream()
            .map(id -> new Expiry(id, Duration.ofMillis(Long.parseLong(parts[0]))))
        : Stream.empty();
  }

  private static boolean unfit(String name) {
    return name.isEmpty() || name.contains(UNIT) || name.contains(BETWEEN);
  }

  /** A route is for the current id unless it says otherwise. */
  private String encoded(Route route) {
    return route.id().equals(current) ? route.list() : route.list() + OF + route.id().asPopped();
  }

  private static Route route(String encoded, VconId current) {
    int at = encoded.lastIndexOf(OF);
    return at < 0
        ? new Route(encoded, current)
        : VconId.parse(encoded.substring(at + 1))
            .map(id -> new Route(encoded.substring(0, at), id))
            .orElse(new Route(encoded, current));
  }

  /** Reads what {@link #encode} wrote; empty for anything else. */
  public static Optional<Checkpoint> decode(String text) {
    String[] parts = text.split(BETWEEN, -1);
    if (parts.length != 7 && parts.length != 8) {
      return Optional.empty();
    }
    return VconId.parse(parts[2])
        .flatMap(id ->
            expiries(parts.length == 8 ? parts[7] : "")
                .map(expiries -> decoded(parts, id, expiries)));
  }

  private static Checkpoint decoded(String[] parts, VconId id, List<Expiry> expiries) {
    return new Checkpoint(
        parts[0],
        parts[1],
        id,
        names(parts[4]),
        Set.copyOf(names(parts[5])),
        names(parts[6]).stream().map(name -> route(name, id)).toList(),
        expiries,
        parts[3].equals("1"));
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(UNIT, -1));
  }

  /** Whether a link had swapped the popped document for another one. */
  boolean swapped() {
    return !origin.isEmpty();
  }

  /** Whether it was made for the document that was popped, as it is now. */
  boolean speaksOf(Vcon popped) {
    return (swapped() ? origin : sha1).equals(popped.sha1Hex());
  }

  /** Whether the chain still begins with the finished links. */
  boolean fits(Chain chain) {
    return links.size() <= chain.links().size() && chain.linkNames(links.size()).equals(links);
  }
}
