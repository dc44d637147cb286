package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Origin;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.Setting.Group;
import dev.vcond.config.Setting.Items;
import dev.vcond.config.Setting.Kind;
import dev.vcond.config.Setting.Value;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns bound records back into what an operator could have written, with every default. Secrets
 * become three stars, or the reference that they were written as.
 */
final class SettingReader {
  static final String HIDDEN = "***";

  /** Keys of what no record describes; options of other people's programs hold keys of services. */
  private static final Pattern SOUNDS_SECRET =
      Pattern.compile(
          "(?i).*(pass(word|wd|phrase)|secret|token|credential|authorization|_pem|key)");

  private final Origins origins;

  SettingReader(Origins origins) {
    this.origins = origins;
  }

  /** The keys of a record that have a value. */
  Group of(Record record, Mapping written) {
    Map<String, Setting> keys = new LinkedHashMap<>();
    add(record, written, keys);
    return new Group(keys);
  }

  private void add(Record record, Mapping written, Map<String, Setting> keys) {
    for (OptionKey key : OptionKey.of(record.getClass())) {
      Object value = valueOf(record, key);
      if (value instanceof Record inner && key.option().inline()) {
        add(inner, written, keys);
      } else if (value != null) {
        String name = key.writtenIn(written);
        ConfigValue own = name == null ? null : written.get(name);
        keys.put(key.name(), setting(value, own, key.option().secret(), from(key, value, own)));
      }
    }
  }

  private String from(OptionKey key, Object value, @Nullable ConfigValue own) {
    boolean derived =
        own == null
            && ScalarText.knows(key.component().getType())
            && !Objects.equals(RecordBinder.defaultIn(key), value);
    return derived ? "by other keys" : origins.of(own);
  }

  private static @Nullable Object valueOf(Record record, OptionKey key) {
    try {
      Method accessor = key.component().getAccessor();
      open(accessor);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + key.component(), e);
    }
  }

  private static void open(AccessibleObject member) {
    member.setAccessible(true);
  }

  private Setting setting(Object value, @Nullable ConfigValue own, boolean secret, String from) {
    return switch (value) {
      case List<?> list -> items(list, own, secret, from);
      case Map<?, ?> map -> group(map, own, secret, from);
      case ConfigValue raw -> raw(raw, secret);
      case RedisUrl url -> new Value(url.withoutLogin(), Kind.TEXT, from);
      case Secret _ -> hidden(own, from);
      case Record inner when !ScalarText.knows(inner.getClass()) ->
          of(inner, own instanceof Mapping mapping ? mapping : Mapping.empty());
      case Object _ when secret -> hidden(own, from);
      case Object _ when isConfidential(own) -> confidential(value, own, from);
      case Object single -> new Value(text(single, own), kind(single), from);
    };
  }

  private Setting hidden(@Nullable ConfigValue own, String from) {
    return origins
        .reference(own)
        .map(reference -> new Value(reference, Kind.EXPRESSION, from))
        .orElse(new Value(HIDDEN, Kind.TEXT, from));
  }

  /** Three stars are no number: what is not a text is shown as it is written, if that can be. */
  private Setting confidential(Object value, @Nullable ConfigValue own, String from) {
    Setting hidden = hidden(own, from);
    boolean shown = hidden instanceof Value(_, Kind kind, _) && kind == Kind.EXPRESSION;
    return shown || kind(value) == Kind.TEXT
        ? hidden
        : new Value(text(value, own), kind(value), from);
  }

  private static boolean isConfidential(@Nullable ConfigValue value) {
    return value instanceof Scalar scalar && scalar.origin() == Origin.CONFIDENTIAL;
  }

  private Setting items(List<?> list, @Nullable ConfigValue own, boolean secret, String from) {
    List<Setting> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ConfigValue each =
          own instanceof Sequence sequence && sequence.items().size() == list.size()
              ? sequence.items().get(i)
              : own;
      items.add(setting(list.get(i), each, secret, origins.of(each)));
    }
    return new Items(items, from);
  }

  private Setting group(Map<?, ?> map, @Nullable ConfigValue own, boolean secret, String from) {
    Map<String, Setting> keys = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      String key = String.valueOf(name);
      ConfigValue each = own instanceof Mapping mapping ? mapping.get(key) : null;
      keys.put(key, setting(value, each, secret, each == null ? from : origins.of(each)));
    });
    return new Group(keys);
  }

  /** What no record describes. */
  Setting raw(ConfigValue value, boolean secret) {
    return switch (value) {
      case Mapping mapping -> {
        Map<String, Setting> keys = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((key, entry) -> {
              boolean hide = secret || SOUNDS_SECRET.matcher(key).matches();
              keys.put(key, raw(entry.value(), hide));
            });
        yield new Group(keys);
      }
      case Sequence list ->
          new Items(
              list.items().stream().map(item -> raw(item, secret)).toList(), origins.of(list));
      case Scalar scalar when scalar.isNull() -> new Value("null", Kind.WORD, origins.of(scalar));
      case Scalar scalar when secret || isConfidential(scalar) ->
          hidden(scalar, origins.of(scalar));
      case Scalar scalar ->
          new Value(
              ScalarText.withoutLogin(scalar.text()),
              scalar.quoted() ? Kind.TEXT : Kind.WORD,
              origins.of(scalar));
    };
  }

  private static Kind kind(Object value) {
    return switch (value) {
      case String _, Path _, URI _ -> Kind.TEXT;
      default -> Kind.WORD;
    };
  }

  private static String text(Object value, @Nullable ConfigValue own) {
    return switch (value) {
      case Duration time -> Durations.text(time);
      case Double number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      case Enum<?> constant -> ValueConverter.written(constant);
      case URI url -> ScalarText.withoutLogin(url.toString());
      case Record type -> readable(type, own);
      case Object other -> other.toString();
    };
  }

  /** A type of somebody's own may say nothing in its toString that could be read again. */
  private static String readable(Record value, @Nullable ConfigValue own) {
    try {
      if (value.equals(ScalarText.parse(value.getClass(), value.toString()))) {
        return value.toString();
      }
    } catch (IllegalArgumentException _) {
      // Then as it was written.
    }
    return own instanceof Scalar scalar ? scalar.text() : value.toString();
  }
}
