package dev.vcond.link.tag;

import static java.util.Objects.requireNonNull;

import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.link.Doubtful;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The options of {@code links.tag}.
 *
 * @param tags as they were written; {@link #texts} is what they mean
 */
public record TagOptions(
    @Option(
            value =
                "Tags to add: a name, name:value or name=value, or a mapping of a name to a value."
                    + " A name alone is its own value. {name: x, value: y} is the tag x:y.",
            example = "[recorded, 'source:pbx', {priority: high}]")
        List<ConfigValue> tags)
    implements Doubtful {

  private static final Set<String> PAIR = Set.of("name", "value");

  public TagOptions {
    tags = List.copyOf(tags);
    tags.forEach(TagOptions::texts);
  }

  /** Each tag as {@code name:value}, in order and once. */
  List<String> texts() {
    return tags.stream().flatMap(TagOptions::texts).distinct().toList();
  }

  @Override
  public List<Doubt> doubts() {
    return texts().isEmpty()
        ? List.of(
            new Doubt("tags", "there is none: the link does nothing", "Write tags: [recorded]."))
        : List.of();
  }

  private static Stream<String> texts(ConfigValue tag) {
    return switch (tag) {
      case Scalar scalar -> Stream.of(nameAndValue(scalar));
      case Mapping mapping when isPair(mapping) -> Stream.of(pair(mapping));
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> nameAndValue(entry.getKey(), entry.getValue().value()))
              .toList()
              .stream();
      case Sequence _ -> throw wrong("expected a name, name:value or a mapping, not a list");
    };
  }

  /** {@code {name: x, value: y}}, one tag in the words of vcon-server. */
  private static boolean isPair(Mapping mapping) {
    return mapping.entries().keySet().equals(PAIR);
  }

  private static String pair(Mapping mapping) {
    if (mapping.get("name") instanceof Scalar name && !name.isNull()) {
      return nameAndValue(name.text(), requireNonNull(mapping.get("value")));
    }
    throw wrong("expected the name of a tag");
  }

  private static String nameAndValue(Scalar scalar) {
    String text = scalar.text().strip();
    int end = text.indexOf(text.indexOf(':') < 0 ? '=' : ':');
    if (scalar.isNull() || text.isEmpty() || end == 0) {
      throw wrong("expected a tag that has a name");
    }
    return end < 0 ? text + ":" + text : parted(text, end);
  }

  private static String parted(String text, int end) {
    return text.substring(0, end).strip() + ":" + text.substring(end + 1).strip();
  }

  private static String nameAndValue(String name, ConfigValue value) {
    if (name.isBlank() || name.contains(":")) {
      throw wrong("expected the name of a tag, without a colon");
    }
    return switch (value) {
      case Scalar scalar when scalar.isNull() -> name + ":";
      case Scalar scalar -> name + ":" + scalar.text();
      case Mapping _, Sequence _ ->
          throw wrong("expected a single value for the tag \"%s\"".formatted(name));
    };
  }

  private static InvalidOption wrong(String message) {
    return new InvalidOption("tags", message, "write [name, 'name:value', {name: value}]");
  }
}
