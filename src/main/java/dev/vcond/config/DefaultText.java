package dev.vcond.config;

import dev.vcond.config.ConfigValue.Scalar;
import java.util.List;
import java.util.Map;

/** Reads the default of an option as if it stood in a file. */
final class DefaultText {

  private DefaultText() {}

  static ConfigValue read(OptionKey key) {
    String text = key.option().defaultValue();
    Class<?> type = key.component().getType();
    boolean structured =
        type == List.class
            || type == Map.class
            || ConfigValue.class.isAssignableFrom(type)
            || (type.isRecord() && !ValueConverter.parses(type));
    Position nowhere = Position.outside("default");
    if (!structured) {
      boolean empty = text.equals("''") || text.equals("\"\"");
      return new Scalar(empty ? "" : text, true, nowhere);
    }
    Problems problems = new Problems();
    ConfigValue value = new YamlReader("default", problems).read(text);
    problems.throwIfErrors();
    return value == null ? ConfigValue.Mapping.empty() : value;
  }
}
