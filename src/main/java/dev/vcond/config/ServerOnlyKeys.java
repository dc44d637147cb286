package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of vcon-server that mean nothing here. They are known, so that its file runs as it is; each
 * kind is answered with one warning, however often it occurs.
 */
final class ServerOnlyKeys {

  /** A kind of them. */
  enum Kind {
    PIP_NAME(
        List.of("pip_name"),
        "names a Python package to install, which vcond does not do: it is ignored",
        "Remove it."),
    LISTS_OF_A_LINK(
        List.of("ingress-lists", "egress-lists", "ingress_lists", "egress_lists"),
        "is ignored, as it always was: lists belong to chains",
        "Remove it."),
    AFTER_LINK(
        List.of("after_link"),
        "is for a hook in the code of vcon-server, which vcond does not have: it is ignored",
        "Remove it. What has to happen after a link can be a link behind it: see vcond links"
            + " exec."),
    TRACERS_OF_A_CHAIN(
        List.of("tracers"), "is ignored, as it always was: tracers see every chain", "Remove it."),
    IMPORTS(
        List.of("imports"),
        "names Python modules, which cannot be loaded here: it is ignored",
        "Remove it. Links in Python run as programs of their own: see vcond links exec."),
    INGRESS_AUTH(
        List.of("ingress_auth"),
        "is ignored: it is for the HTTP API of vcon-server, and vcond has none that takes vCons",
        "Leave it if that API reads this file too.");

    @SuppressWarnings("ImmutableEnumChecker") // only ever made by List.of
    private final List<String> keys;

    private final String message;
    private final String hint;

    Kind(List<String> keys, String message, String hint) {
      this.keys = keys;
      this.message = message;
      this.hint = hint;
    }
  }

  /** Where a key of some kind was found. */
  private record Place(Position position, String path) {}

  private final Map<Kind, List<Place>> found = new EnumMap<>(Kind.class);

  /** The mapping without the keys of a kind, which are remembered. */
  Mapping strip(Mapping from, String path, Kind kind) {
    Mapping rest = from;
    for (String key : kind.keys) {
      Entry entry = from.entries().get(key);
      if (entry != null) {
        rest = rest.without(key);
        if (!entry.value().isNull()) {
          found
              .computeIfAbsent(kind, _ -> new ArrayList<>())
              .add(new Place(entry.keyPosition(), RecordBinder.join(path, key)));
        }
      }
    }
    return rest;
  }

  /** Whether a value is neither null nor empty. */
  static boolean saysSomething(ConfigValue value) {
    return switch (value) {
      case Scalar scalar -> !scalar.isNull();
      case Sequence list -> !list.items().isEmpty();
      case Mapping mapping -> !mapping.entries().isEmpty();
    };
  }

  /** One warning for each kind that was found. */
  void warn(Problems problems) {
    found.forEach((kind, places) -> {
      Place first = places.getFirst();
      String others =
          places.size() == 1
              ? ""
              : " The same holds for "
                  + String.join(", ", places.stream().skip(1).map(Place::path).toList())
                  + ".";
      problems.warning(first.position(), first.path(), kind.message, kind.hint + others);
    });
  }
}
