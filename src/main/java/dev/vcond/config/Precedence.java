package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources over one another: flag over file over environment over default. A variable that
 * is set and has no effect is said, because somebody expects it to have one.
 */
final class Precedence {

  private final Mapping file;
  private final ServerEnvironment environment;
  private final Overrides flags;
  private final Interpolator interpolator;
  private final Problems problems;

  Precedence(
      Mapping file,
      ServerEnvironment environment,
      Overrides flags,
      Interpolator interpolator,
      Problems problems) {
    this.file = file;
    this.environment = environment;
    this.flags = flags;
    this.interpolator = interpolator;
    this.problems = problems;
  }

  /** What counts. */
  Mapping effective() {
    Mapping all = file;
    if (free("redis", "url", ServerEnvironment.REDIS_URL)) {
      all = under(all, "redis", "url", environment.redisUrl());
    }
    boolean workers = free("worker", "concurrency", ServerEnvironment.WORKERS);
    if (free("worker", "concurrency", ServerEnvironment.CONCURRENCY) && workers) {
      all = under(all, "worker", "concurrency", environment.concurrency());
    }
    for (var flag : flags.values().entrySet()) {
      Scalar value =
          new Scalar(flag.getValue().text(), true, Position.outside(flag.getValue().name()));
      all = put(all, flag.getKey(), value);
    }
    return all;
  }

  /** Says that the variable for the file's own name lost against a flag. */
  void warnOfOtherFile(Path used) {
    Optional<String> named = environment.value(ServerEnvironment.CONFIG_FILE);
    if (named.isPresent() && !Path.of(named.get()).toAbsolutePath().equals(used.toAbsolutePath())) {
      shadowed(
          Position.outside("environment"),
          ServerEnvironment.CONFIG_FILE,
          "is set to " + named.get() + " and not used: " + used + " was named on the command line");
    }
  }

  /** Variables, and the one for the file's own name if it names the file that is used. */
  Mapping withOwnName(Mapping variables, Path used) {
    return environment
        .value(ServerEnvironment.CONFIG_FILE)
        .filter(named -> Path.of(named).toAbsolutePath().equals(used.toAbsolutePath()))
        .map(named ->
            variables.with(
                ServerEnvironment.CONFIG_FILE,
                new Scalar(named, true, Position.outside("environment"))))
        .orElse(variables);
  }

  private boolean free(String section, String key, String variable) {
    String path = section + "." + key;
    Optional<String> set = environment.value(variable);
    Overrides.Flag flag = flags.values().get(path);
    ConfigValue written = at(section, key);
    if (flag != null) {
      set.filter(value -> !value.equals(flag.text()))
          .ifPresent(_ -> shadowed(Position.outside(flag.name()), path, variable, "the flag wins"));
      return false;
    }
    if (written == null) {
      return true;
    }
    boolean told =
        interpolator.uses(written.position(), variable)
            || (written instanceof Scalar scalar && set.filter(scalar.text()::equals).isPresent());
    if (set.isPresent() && !told) {
      shadowed(written.position(), path, variable, "the file wins");
    }
    return false;
  }

  private void shadowed(Position place, String key, String variable, String who) {
    shadowed(place, key, "the environment variable " + variable + " is set and not used: " + who);
  }

  private void shadowed(Position place, String key, String message) {
    problems.warning(place, key, message, "Unset the variable, or remove the other.");
  }

  private @Nullable ConfigValue at(String section, String key) {
    return file.get(section) instanceof Mapping mapping ? mapping.get(key) : null;
  }

  private static Mapping under(Mapping all, String section, String key, Optional<Scalar> value) {
    return value.map(scalar -> put(all, section + "." + key, scalar)).orElse(all);
  }

  /** Sets a dotted key; a section that is no mapping is left for the binder to complain about. */
  private static Mapping put(Mapping all, String path, Scalar value) {
    String[] parts = path.split("\\.", 2);
    if (parts.length == 1) {
      return all.with(path, value);
    }
    return switch (all.get(parts[0])) {
      case null -> all.with(parts[0], put(Mapping.empty(), parts[1], value));
      case Mapping section -> all.with(parts[0], put(section, parts[1], value));
      case ConfigValue _ -> all;
    };
  }
}
