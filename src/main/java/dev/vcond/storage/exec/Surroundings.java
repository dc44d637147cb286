package dev.vcond.storage.exec;

import dev.vcond.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The environment of programs: a few variables of the daemon's own, and what the options say. */
final class Surroundings {
  private static final Set<String> PASSED = Set.of("PATH", "HOME", "LANG", "TZ");
  private static final String LOCALE = "LC_";

  /** Where a system without PATH looks, too. */
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Shorter ones are words that appear anyway, such as true. */
  private static final int LEAST_SECRET = 6;

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> secrets;

  Surroundings(Map<String, String> own, Map<String, Secret> added) {
    variables.put("PATH", USUAL_PATH);
    own.forEach((name, value) -> {
      if (PASSED.contains(name) || name.startsWith(LOCALE)) {
        variables.put(name, value);
      }
    });
    added.forEach((name, value) -> variables.put(name, value.reveal()));
    secrets =
        added.values().stream()
            .map(Secret::reveal)
            .filter(value -> value.length() >= LEAST_SECRET)
            .toList();
  }

  String path() {
    return variables.getOrDefault("PATH", USUAL_PATH);
  }

  /** All variables for one call. */
  Map<String, String> with(Map<String, String> facts) {
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.putAll(facts);
    return all;
  }

  /** A text of the program without what it was entrusted with. */
  String withoutSecrets(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
