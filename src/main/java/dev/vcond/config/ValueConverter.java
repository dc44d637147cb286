package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Origin;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a value of the file into the type that a record asks for. */
final class ValueConverter {

  /** Binds a record below a value. */
  interface Records {
    @Nullable Record bind(Class<? extends Record> type, Mapping from, String path);
  }

  private final Problems problems;
  private final Records records;

  ValueConverter(Problems problems, Records records) {
    this.problems = problems;
    this.records = records;
  }

  /** The converted value; null if it is wrong, which has been reported then. */
  @Nullable Object convert(Type type, ConfigValue value, String path, boolean secret) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          list(generic.getActualTypeArguments()[0], value, path, secret);
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          map(generic.getActualTypeArguments()[1], value, path, secret);
      case WildcardType wildcard -> convert(wildcard.getUpperBounds()[0], value, path, secret);
      case Class<?> plain -> plain(plain, value, path, secret);
      default -> throw new IllegalStateException("No conversion to " + type + " at " + path);
    };
  }

  private @Nullable Object plain(Class<?> type, ConfigValue value, String path, boolean secret) {
    if (ConfigValue.class.isAssignableFrom(type)) {
      return raw(type, value, path);
    }
    if (type.isRecord() && !parses(type)) {
      return value instanceof Mapping mapping
          ? records.bind(type.asSubclass(Record.class), mapping, path)
          : wrongShape("a mapping of keys to values", value, path);
    }
    return value instanceof Scalar scalar
        ? scalar(type, scalar, path, secret)
        : wrongShape("a single value", value, path);
  }

  private @Nullable Object raw(Class<?> type, ConfigValue value, String path) {
    if (type.isInstance(value)) {
      return value;
    }
    String expected =
        type == Mapping.class
            ? "a mapping of keys to values"
            : type == Sequence.class ? "a list" : "a single value";
    return wrongShape(expected, value, path);
  }

  /** A single value stands for a list of one: {@code tags: vip} is what people write. */
  private @Nullable Object list(Type of, ConfigValue value, String path, boolean secret) {
    List<ConfigValue> items =
        value instanceof Sequence sequence ? sequence.items() : List.of(value);
    List<Object> converted = new ArrayList<>();
    boolean sound = true;
    for (int i = 0; i < items.size(); i++) {
      if (of == ConfigValue.class && isUnresolved(items.get(i))) {
        // Reported already; who takes any value would complain of its empty text once more.
        continue;
      }
      String at = value instanceof Sequence ? path + "[" + i + "]" : path;
      Object item = item(of, items.get(i), at, secret);
      if (item == null) {
        sound = false;
      } else {
        converted.add(item);
      }
    }
    return sound ? List.copyOf(converted) : null;
  }

  private @Nullable Object item(Type of, ConfigValue value, String path, boolean secret) {
    if (value.isNull() && of != ConfigValue.class) {
      problems.error(value.position(), path, "is empty", "Write a value or remove the item.");
      return null;
    }
    return convert(of, value, path, secret);
  }

  private @Nullable Object map(Type of, ConfigValue value, String path, boolean secret) {
    if (!(value instanceof Mapping mapping)) {
      return wrongShape("a mapping of keys to values", value, path);
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    boolean sound = true;
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      ConfigValue each = entry.getValue().value();
      if (each.isNull() && of != ConfigValue.class) {
        continue;
      }
      Object item = convert(of, each, RecordBinder.join(path, entry.getKey()), secret);
      if (item == null) {
        sound = false;
      } else {
        converted.put(entry.getKey(), item);
      }
    }
    return sound ? Collections.unmodifiableMap(converted) : null;
  }

  private @Nullable Object scalar(Class<?> type, Scalar scalar, String path, boolean secret) {
    if (scalar.origin() == Origin.UNRESOLVED) {
      return null;
    }
    try {
      return type.isEnum() ? constant(type, scalar.text()) : ScalarText.parse(type, scalar.text());
    } catch (IllegalArgumentException wrong) {
      boolean hidden = secret || scalar.origin() == Origin.CONFIDENTIAL;
      String shown = hidden ? "" : ", not " + quote(ScalarText.withoutLogin(scalar.text()));
      problems.error(
          scalar.position(),
          path,
          wrong.getMessage() + shown,
          type.isEnum() && !hidden ? Suggestion.among(scalar.text(), allowed(type)).strip() : "");
      return null;
    }
  }

  private static String quote(String text) {
    return text.length() <= 60 ? "\"" + text + "\"" : "\"" + text.substring(0, 60) + "...\"";
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (written(constant).equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException("expected one of " + String.join(", ", allowed(type)));
  }

  /** What may be written for an enum, in the order of its constants. */
  static List<String> allowed(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(ValueConverter::written).toList();
  }

  /** The name in snake_case, unless the enum has a {@code toString} of its own. */
  static String written(Object constant) {
    String name = ((Enum<?>) constant).name();
    return constant.toString().equals(name) ? name.toLowerCase(Locale.ROOT) : constant.toString();
  }

  /** Whether a type is made from the text of a scalar. */
  static boolean parses(Class<?> type) {
    return ScalarText.knows(type);
  }

  private static boolean isUnresolved(ConfigValue value) {
    return value instanceof Scalar scalar && scalar.origin() == Origin.UNRESOLVED;
  }

  /** Whether a problem is that a list, a mapping or a single value is there instead of another. */
  static boolean isOfShape(ConfigProblem problem) {
    return problem.message().matches("expected .*, not a (single value|list|mapping)");
  }

  private @Nullable Object wrongShape(String expected, ConfigValue value, String path) {
    String got =
        switch (value) {
          case Scalar _ -> "a single value";
          case Sequence _ -> "a list";
          case Mapping _ -> "a mapping";
        };
    if (!isUnresolved(value)) {
      problems.error(value.position(), path, "expected " + expected + ", not " + got, "");
    }
    return null;
  }
}
