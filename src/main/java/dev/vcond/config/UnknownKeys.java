package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a mapping holds that its record has no component for. */
record UnknownKeys(Class<? extends Record> type, Mapping from) {

  /**
   * Reports each of them, with what was probably meant.
   *
   * @param path of the mapping
   * @return whether there is any
   */
  boolean report(String path, Problems problems) {
    Set<String> known = new LinkedHashSet<>();
    keys().forEach(key -> key.accepted().forEach(known::add));
    List<String> offered = keys().stream().flatMap(OptionKey::offered).toList();
    from.entries()
        .forEach((name, entry) -> {
          if (!known.contains(name)) {
            String key = RecordBinder.join(path, name);
            Misnomer misnomer = misnomer(name);
            String hint =
                misnomer == null
                    ? Suggestion.among(name, known) + allowed(offered)
                    : misnomer.why() + " " + misnomer.instead();
            problems.error(entry.keyPosition(), key, "unknown key", hint);
          }
        });
    return !known.containsAll(from.entries().keySet());
  }

  /** Whether something was written that means this key: that it is absent need not be said, too. */
  boolean standsFor(String key) {
    return from.entries().keySet().stream()
        .map(this::misnomer)
        .anyMatch(misnomer -> misnomer != null && misnomer.means().equals(key));
  }

  private @Nullable Misnomer misnomer(String name) {
    return misnomers(type)
        .filter(misnomer -> Arrays.asList(misnomer.value()).contains(name))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Misnomer> misnomers(Class<?> type) {
    return Arrays.stream(type.getAnnotationsByType(Misnomer.class));
  }

  private List<OptionKey> keys() {
    return OptionKey.of(type);
  }

  private static String allowed(List<String> offered) {
    if (offered.isEmpty()) {
      return "There are no keys here.";
    }
    String more = "";
    if (offered.contains("options")) {
      // The common slip with links and storages.
      more = " What the module itself takes stands below options.";
    } else if (offered.contains("chains")) {
      more = " A key that only holds anchors begins with " + ConfigLoader.FOR_ANCHORS + ".";
    }
    return "Allowed here: " + String.join(", ", offered) + "." + more;
  }
}
