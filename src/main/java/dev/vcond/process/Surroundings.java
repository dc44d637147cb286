package dev.vcond.process;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The environment of programs: a few variables of the daemon's own, and what the options say. */
public final class Surroundings {
  private static final Set<String> PASSED = Set.of("PATH", "HOME", "LANG", "TZ");
  private static final String LOCALE = "LC_";

  /** Where a system without PATH looks, too. */
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Shorter ones are words that appear anyway, such as true. */
  private static final int LEAST_SECRET = 6;

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> secrets;

  public Surroundings(Map<String, String> own, Map<String, Secret> added) {
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

  /**
   * Refuses variables that cannot be; for the constructor of an options record.
   *
   * @param own those that vcond sets itself
   * @throws InvalidOption about a key below {@code env}
   */
  public static void check(Map<String, Secret> env, Set<String> own) {
    env.forEach((name, value) -> {
      String key = "env." + name;
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new InvalidOption(key, "is no name of a variable", "use letters, digits and _");
      }
      if (own.contains(name)) {
        throw new InvalidOption(key, "is set by vcond itself", "remove it");
      }
      if (value.reveal().indexOf('\0') >= 0) {
        throw new InvalidOption(key, "cannot hold the character NUL", "");
      }
    });
  }

  /** Where programs are looked for. */
  public String path() {
    return variables.getOrDefault("PATH", USUAL_PATH);
  }

  /** All variables for one call. */
  public Map<String, String> with(Map<String, String> facts) {
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.putAll(facts);
    return all;
  }

  /** A text of the program without what it was entrusted with. */
  public String withoutSecrets(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
