package dev.vcond.testkit;

import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Options of a module as an operator would write them, bound as the daemon binds them. */
public final class Bound {
  private static final Position AT = Position.outside("test");

  private Bound() {}

  /**
   * The options; what is wrong with them is thrown.
   *
   * @param written texts, booleans, numbers, lists and maps of these
   */
  public static <O extends Record> O options(Class<O> type, Map<String, ?> written) {
    Problems problems = new Problems();
    O bound = RecordBinder.bind(type, mapping(written), "options", problems);
    problems.throwIfErrors();
    return Objects.requireNonNull(bound);
  }

  private static Mapping mapping(Map<?, ?> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key.toString(), new Entry(AT, value(value))));
    return new Mapping(entries, AT);
  }

  private static ConfigValue value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> mapping(map);
      case List<?> list -> new Sequence(list.stream().map(Bound::value).toList(), AT);
      case String text -> new Scalar(text, true, AT);
      default -> new Scalar(value.toString(), false, AT);
    };
  }
}
