package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record from what the operator wrote, going by the {@link Option} on each component.
 *
 * <p>Strings take the text of any scalar as it stands. A type of one's own takes part with a public
 * static {@code parse(String)} whose {@link IllegalArgumentException} says what was expected,
 * without repeating the text. Stateless.
 */
public final class RecordBinder {

  private final Problems problems;
  private final ValueConverter converter;

  private RecordBinder(Problems problems) {
    this.problems = problems;
    this.converter = new ValueConverter(problems, this::bindRecord);
  }

  /**
   * Binds one mapping; everything that is wrong with it goes to {@code problems}, all at once.
   *
   * @param keyPath the dotted path of the mapping, such as {@code storages.disk.options}
   * @return the record, or null if something was wrong
   * @throws IllegalStateException if the record itself is faulty: a component without {@link
   *     Option}, a default that cannot be converted
   */
  public static <T extends Record> @Nullable T bind(
      Class<T> type, Mapping from, String keyPath, Problems problems) {
    return type.cast(new RecordBinder(problems).bindRecord(type, from, keyPath));
  }

  /**
   * As {@link #bind}, but a key that is wrong counts as absent, so that checks across records can
   * go on. What is wrong has been reported all the same.
   *
   * @return null only if a key without a default is wrong or absent
   */
  static <T extends Record> @Nullable T bindSound(
      Class<T> type, Mapping from, String keyPath, Problems problems) {
    RecordBinder binder = new RecordBinder(problems);
    var _ = new UnknownKeys(type, from).report(keyPath, problems);
    return type.cast(binder.build(type, from, keyPath).record());
  }

  private @Nullable Record bindRecord(Class<? extends Record> type, Mapping from, String path) {
    boolean unknown = new UnknownKeys(type, from).report(path, problems);
    Built built = build(type, from, path);
    return unknown || !built.sound() ? null : built.record();
  }

  /**
   * A record, made even if keys are wrong, as long as something can stand in for them: only so are
   * all complaints of its constructor heard.
   */
  private record Built(@Nullable Record record, boolean sound) {}

  private Built build(Class<? extends Record> type, Mapping from, String path) {
    List<OptionKey> keys = OptionKey.of(type);
    @Nullable Object[] arguments = new Object[keys.size()];
    Set<OptionKey> wrong = new HashSet<>();
    for (int i = 0; i < arguments.length; i++) {
      OptionKey key = keys.get(i);
      arguments[i] = argument(key, from, path);
      if (arguments[i] == null && !(key.nullable() && key.writtenIn(from) == null)) {
        wrong.add(key);
        arguments[i] = standIn(key, path);
      }
    }
    RecordMaker maker = new RecordMaker(type, from, path, problems);
    while (canStandIn(keys, arguments)) {
      try {
        Record made = maker.make(arguments, wrong.isEmpty());
        return new Built(made, made != null && wrong.isEmpty());
      } catch (InvalidOption refused) {
        int at = indexOf(keys, refused.key());
        // Standing in for something else, a value is not the operator's mistake.
        if (at >= 0 && wrong.contains(keys.get(at))) {
          break;
        }
        if (at < 0 || !new UnknownKeys(type, from).standsFor(keys.get(at).name())) {
          maker.report(refused);
        }
        if (at < 0) {
          break;
        }
        wrong.add(keys.get(at));
        arguments[at] = standIn(keys.get(at), path);
      }
    }
    return new Built(null, false);
  }

  private static boolean canStandIn(List<OptionKey> keys, @Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == null && !keys.get(i).nullable()) {
        return false;
      }
    }
    return true;
  }

  /** What the key would have if it were not written; null if it is required. */
  private static @Nullable Object standIn(OptionKey key, String path) {
    return new RecordBinder(new Problems()).argument(key, Mapping.empty(), path);
  }

  /** The key that a constructor complains of, which may mean one that lies deeper. */
  private static int indexOf(List<OptionKey> keys, String complaint) {
    String first = complaint.split("\\.", 2)[0];
    List<String> names = keys.stream().map(OptionKey::name).toList();
    return names.indexOf(first);
  }

  private @Nullable Object argument(OptionKey key, Mapping from, String path) {
    if (key.option().inline()) {
      Built built = build(key.recordType(), from, path);
      return built.sound() ? built.record() : null;
    }
    String written = key.writtenIn(from);
    String name = join(path, written == null ? key.name() : written);
    if (isTwice(key, from, name)) {
      return null;
    }
    ConfigValue value = written == null ? null : from.get(written);
    if (value != null) {
      return converted(key, value, name);
    }
    return absent(key, from, name);
  }

  private @Nullable Object converted(OptionKey key, ConfigValue value, String name) {
    Problems found = new Problems();
    Object converted =
        new RecordBinder(found)
            .converter.convert(
                key.component().getGenericType(), value, name, key.option().secret());
    found.list().forEach(problem -> problems.add(withExample(problem, key, name)));
    return converted;
  }

  /** What a value of the wrong type says to do: write one like the example. */
  private static ConfigProblem withExample(ConfigProblem problem, OptionKey key, String name) {
    boolean own = problem.key().equals(name) || problem.key().startsWith(name + "[");
    return own && ValueConverter.isOfShape(problem) && !key.shown().isEmpty()
        ? problem.withHint(
            "For example: " + name.substring(name.lastIndexOf('.') + 1) + ": " + key.shown())
        : problem;
  }

  private @Nullable Object absent(OptionKey key, Mapping from, String name) {
    if (!key.option().defaultValue().isEmpty()) {
      return defaultOf(key);
    }
    if (key.nullable()) {
      return null;
    }
    Class<?> type = key.component().getType();
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Mapping.class) {
      // Of the entry's place, for what it lacks.
      return new Mapping(Map.of(), from.position());
    }
    if (type.isRecord() && !ValueConverter.parses(type)) {
      Mapping nothing = new Mapping(Map.of(), from.position());
      return bindRecord(key.recordType(), nothing, name);
    }
    if (!new UnknownKeys(key.component().getDeclaringRecord().asSubclass(Record.class), from)
        .standsFor(key.name())) {
      problems.error(from.position(), name, "is required", example(key));
    }
    return null;
  }

  private static String example(OptionKey key) {
    String example = key.option().example();
    return example.isEmpty() ? key.option().value() : "For example: " + example;
  }

  /** The value of a key that is not written; null if there is none. */
  static @Nullable Object defaultIn(OptionKey key) {
    return key.option().defaultValue().isEmpty() ? null : defaultOf(key);
  }

  private static Object defaultOf(OptionKey key) {
    Problems none = new Problems();
    Object value =
        new RecordBinder(none)
            .converter.convert(
                key.component().getGenericType(), DefaultText.read(key), key.name(), false);
    if (value == null) {
      throw new IllegalStateException(
          "The default of %s.%s cannot be used: %s"
              .formatted(
                  key.component().getDeclaringRecord().getName(),
                  key.component().getName(),
                  none.list()));
    }
    return value;
  }

  private boolean isTwice(OptionKey key, Mapping from, String name) {
    List<String> given = key.names().stream().filter(each -> from.get(each) != null).toList();
    if (given.size() > 1) {
      Entry second = from.entries().get(given.get(1));
      Position place = second == null ? from.position() : second.keyPosition();
      problems.error(
          place, name, "is given twice, also as \"" + given.get(1) + "\"", "Keep one of them.");
    }
    return given.size() > 1;
  }

  static String join(String path, String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
