package dev.vcond.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One component of an options record with the key it is written under. */
record OptionKey(RecordComponent component, Option option) {

  /** The options of a record, in the order of its components. */
  static List<OptionKey> of(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(OptionKey::of).toList();
  }

  private static OptionKey of(RecordComponent component) {
    Option option = component.getAnnotation(Option.class);
    if (option == null) {
      throw new IllegalStateException(
          "%s.%s has no @Option"
              .formatted(component.getDeclaringRecord().getName(), component.getName()));
    }
    return new OptionKey(component, option);
  }

  /** The YAML key. */
  String name() {
    return option.name().isEmpty() ? snakeCase(component.getName()) : option.name();
  }

  /** The YAML key and its older names. */
  List<String> names() {
    return Stream.concat(Stream.of(name()), Arrays.stream(option.aliases())).toList();
  }

  /** The name under which a value is there; null when it is absent. */
  @Nullable String writtenIn(ConfigValue.Mapping from) {
    return names().stream().filter(name -> from.get(name) != null).findFirst().orElse(null);
  }

  /** The keys that this component accounts for: its own, or those of an inline record. */
  Stream<String> accepted() {
    return option.inline() ? inner().stream().flatMap(OptionKey::accepted) : names().stream();
  }

  /** The keys to name to an operator, without the older ones. */
  Stream<String> offered() {
    return option.inline() ? inner().stream().flatMap(OptionKey::offered) : Stream.of(name());
  }

  /** A value to show: the example, or else the default; may be empty. */
  String shown() {
    return option.example().isEmpty() ? option.defaultValue() : option.example();
  }

  boolean nullable() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** The record type of the component. */
  Class<? extends Record> recordType() {
    return component.getType().asSubclass(Record.class);
  }

  private List<OptionKey> inner() {
    return of(recordType());
  }

  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
