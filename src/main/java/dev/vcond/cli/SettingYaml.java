package dev.vcond.cli;

import dev.vcond.config.Setting;
import dev.vcond.config.Setting.Group;
import dev.vcond.config.Setting.Items;
import dev.vcond.config.Setting.Kind;
import dev.vcond.config.Setting.Value;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes settings as YAML, each with a comment on where it comes from. */
final class SettingYaml {
  /** What means the same to every reader of YAML without quotes. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*");

  private static final Pattern NO_TEXT =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|~|[+-]?[0-9.].*|0x.*");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.%][A-Za-z0-9_.:/%+-]*");
  private final StringBuilder out = new StringBuilder();

  private SettingYaml() {}

  static String of(Group group) {
    SettingYaml yaml = new SettingYaml();
    yaml.keys(group, "");
    return yaml.out.toString();
  }

  private void keys(Group group, String indent) {
    group
        .keys()
        .forEach((key, setting) -> {
          out.append(indent).append(quoted(key));
          append(setting, indent);
        });
  }

  /** What stands behind a key. */
  private void append(Setting setting, String indent) {
    switch (setting) {
      case Value value -> line(": " + scalar(value), value.from());
      case Group group when group.keys().isEmpty() -> out.append(": {}\n");
      case Group group -> {
        out.append(":\n");
        keys(group, indent + "  ");
      }
      case Items items when isShort(items) -> line(": " + flow(items), items.from());
      case Items items -> {
        line(":", items.from());
        items.items().forEach(item -> item(item, indent + "  "));
      }
    }
  }

  private void item(Setting item, String indent) {
    switch (item) {
      case Value value -> out.append(indent).append("- ").append(scalar(value)).append('\n');
      case Items items -> out.append(indent).append("- ").append(flow(items)).append('\n');
      case Group group when group.keys().isEmpty() -> out.append(indent).append("- {}\n");
      case Group group -> {
        int begun = out.length();
        keys(group, indent + "  ");
        out.replace(begun + indent.length(), begun + indent.length() + 2, "- ");
      }
    }
  }

  private void line(String text, String from) {
    out.append(text).append("  # ").append(SafeText.line(from)).append('\n');
  }

  private static boolean isShort(Items items) {
    return items.items().stream().allMatch(Value.class::isInstance) && flow(items).length() < 80;
  }

  private static String flow(Setting setting) {
    return switch (setting) {
      case Value value -> scalar(value);
      case Items items ->
          items.items().stream().map(SettingYaml::flow).collect(Collectors.joining(", ", "[", "]"));
      case Group group ->
          group.keys().entrySet().stream()
              .map(SettingYaml::flow)
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String flow(Map.Entry<String, Setting> entry) {
    return quoted(entry.getKey()) + ": " + flow(entry.getValue());
  }

  private static String scalar(Value value) {
    if (value.kind() == Kind.WORD && WORD.matcher(value.text()).matches()) {
      return value.text();
    }
    // What is no reference must not be taken for one when it is read again.
    return quoted(
        value.kind() == Kind.EXPRESSION ? value.text() : value.text().replace("${", "$${"));
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !NO_TEXT.matcher(text).matches()) {
      return text;
    }
    return text.chars().anyMatch(c -> c < ' ' || c == 127 || c > 0xFF)
        ? doubleQuoted(text)
        : "'" + text.replace("'", "''") + "'";
  }

  private static String doubleQuoted(String text) {
    return text.chars()
        .mapToObj(c ->
            c == '"' || c == '\\'
                ? "\\" + (char) c
                : c < ' ' || c == 127 ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
