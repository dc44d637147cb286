package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a configuration come from.
 *
 * @param effective the sections with everything that environment and flags lay under and over them
 * @param environment the variables of vcon-server that have no key in the file, as far as set
 * @param spelled scalars with variables as they are written, by their place
 */
public record Origins(Mapping effective, Mapping environment, Map<Position, String> spelled) {
  static final String DEFAULT = "default";

  /** Of what is not written anywhere. */
  static final Origins NONE = new Origins(Mapping.empty(), Mapping.empty(), Map.of());

  /** A reference that says nothing about the value: it may be shown instead. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(file:[^${}]+|credential:[^${}]+|[A-Za-z_][A-Za-z0-9_]*)}");

  private static final Pattern NAMED =
      Pattern.compile("\\$\\{(file:[^${}]+|credential:[^${}]+|[A-Za-z_][A-Za-z0-9_]*)");

  public Origins {
    spelled = Map.copyOf(spelled);
  }

  /** For people; null means that the value is not written. */
  String of(@Nullable ConfigValue value) {
    if (value == null) {
      return DEFAULT;
    }
    Position place = value.position();
    String where =
        place.line() == 0 ? place.file() : Path.of(place.file()).getFileName() + ":" + place.line();
    String named = named(spelled.getOrDefault(place, ""));
    return named.isEmpty() ? where : where + ", " + named;
  }

  private static String named(String text) {
    return NAMED
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining(", "));
  }

  /** How a value is written if that is a mere reference to where it is kept. */
  Optional<String> reference(@Nullable ConfigValue value) {
    return value instanceof Scalar scalar
        ? Optional.ofNullable(spelled.get(scalar.position()))
            .filter(text -> REFERENCE.matcher(text).matches())
        : Optional.empty();
  }
}
