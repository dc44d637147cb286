package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import java.util.List;

/** What links, storages and chains may be called: something that a line of a log can hold. */
record Names(Mapping root, Problems problems) {
  private static final List<String> SECTIONS = List.of("links", "storages", "chains");

  /** Refuses names that nobody could read. */
  void check() {
    SECTIONS.forEach(section ->
        ModuleReader.section(root, section)
            .entries()
            .forEach((name, entry) -> {
              if (name.isBlank()) {
                problems.error(
                    entry.keyPosition(), section, "a name is empty", "Write one, such as main.");
              } else if (isUnreadable(name)) {
                problems.error(
                    entry.keyPosition(),
                    section,
                    "a name holds a line end or another character that cannot be seen",
                    "Write letters, digits, - and _.");
              }
            }));
  }

  /** Whether a text holds characters that show nothing or begin a new line. */
  static boolean isUnreadable(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }
}
