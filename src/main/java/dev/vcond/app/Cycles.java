package dev.vcond.app;

import static java.util.Objects.requireNonNull;

import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds lists that lead back to where a vCon came from, through egress and routes of enabled
 * chains. That may be meant, where a link ends the round; mostly it is a slip, and it fills Redis.
 */
final class Cycles {
  private final List<BoundChain> chains;
  private final Problems problems;

  /**
   * One way from a chain to a chain.
   *
   * @param key what pushes, as the file calls it
   */
  private record Way(
      BoundChain from, String list, BoundChain to, boolean route, String key, Position place) {

    String told() {
      return "\"%s\" %s \"%s\""
          .formatted(from.config().name(), route ? "routes to" : "pushes to", list);
    }
  }

  Cycles(List<BoundChain> chains, Problems problems) {
    this.chains = chains;
    this.problems = problems;
  }

  void warn() {
    Map<BoundChain, List<Way>> ways = new LinkedHashMap<>();
    chains.forEach(chain -> ways.put(chain, ways(chain)));
    Set<BoundChain> told = new HashSet<>();
    for (BoundChain chain : chains) {
      ways.getOrDefault(chain, List.of()).stream()
          .filter(way -> way.route() && way.to().equals(chain))
          .forEach(this::warnOfRouteBack);
      if (!told.contains(chain)) {
        round(chain, ways)
            .ifPresent(round -> {
              round.forEach(way -> told.add(way.from()));
              warn(round);
            });
      }
    }
  }

  private List<Way> ways(BoundChain from) {
    Stream<Way> egress =
        from.config().egressLists().stream()
            .flatMap(list -> {
              String key = "chains." + from.config().name() + ".egress_lists";
              return to(list)
                  .map(to -> new Way(from, list, to, false, key, from.config().position()));
            });
    Stream<Way> routes = from.links().stream().flatMap(link -> routes(from, link));
    return Stream.concat(egress, routes).toList();
  }

  private Stream<Way> routes(BoundChain from, BoundLink link) {
    String key = "links." + link.config().name();
    return link.routedLists().stream()
        .sorted()
        .flatMap(list ->
            to(list).map(to -> new Way(from, list, to, true, key, link.config().position())));
  }

  private Stream<BoundChain> to(String list) {
    return chains.stream().filter(chain -> chain.config().ingressLists().contains(list));
  }

  private void warnOfRouteBack(Way way) {
    problems.warning(
        way.place(),
        way.key(),
        "routes to \"%s\", an ingress list of chain \"%s\" that it stands in: such a vCon runs forever"
            .formatted(way.list(), way.from().config().name()),
        "Route to a list of another chain.");
  }

  /** The shortest way from a chain over others back to it. */
  private static Optional<List<Way>> round(BoundChain start, Map<BoundChain, List<Way>> ways) {
    Map<BoundChain, Way> reachedBy = new LinkedHashMap<>();
    Deque<BoundChain> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      for (Way way : ways.getOrDefault(next.remove(), List.of())) {
        if (way.to().equals(start) && !way.from().equals(start)) {
          return Optional.of(back(way, start, reachedBy));
        }
        if (!way.to().equals(start) && reachedBy.putIfAbsent(way.to(), way) == null) {
          next.add(way.to());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Way> back(Way last, BoundChain start, Map<BoundChain, Way> reachedBy) {
    List<Way> round = new ArrayList<>(List.of(last));
    while (!round.getFirst().from().equals(start)) {
      round.addFirst(requireNonNull(reachedBy.get(round.getFirst().from())));
    }
    return round;
  }

  private void warn(List<Way> round) {
    Way first = round.getFirst();
    problems.warning(
        first.place(),
        first.key(),
        "vCons can run in a circle: chain %s, and so they come again"
            .formatted(String.join(", chain ", round.stream().map(Way::told).toList())),
        "Push to a list that none of these chains takes from, unless a link ends the round.");
  }
}
