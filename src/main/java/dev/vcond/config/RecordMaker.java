package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Calls the constructor of a record, and says at which key it found something wrong. */
final class RecordMaker {

  private final Class<? extends Record> type;
  private final Mapping from;
  private final String path;
  private final Problems problems;

  /**
   * @param from what the arguments were made of
   * @param path of that mapping
   */
  RecordMaker(Class<? extends Record> type, Mapping from, String path, Problems problems) {
    this.type = type;
    this.from = from;
    this.path = path;
    this.problems = problems;
  }

  /**
   * The record; null if its constructor refused it as a whole.
   *
   * @param written whether the arguments are all as the operator wants them; only then is a refusal
   *     reported
   * @throws InvalidOption if it refused one of the values, which is not reported yet
   */
  @Nullable Record make(@Nullable Object[] arguments, boolean written) {
    try {
      return canonical(type).newInstance(arguments);
    } catch (InvocationTargetException thrown) {
      switch (thrown.getCause()) {
        case InvalidOption wrong -> throw wrong;
        case IllegalArgumentException _ when !written -> {}
        case IllegalArgumentException wrong ->
            problems.error(
                from.position(), path, withoutSecrets(String.valueOf(wrong.getMessage())), "");
        case null, default ->
            throw new IllegalStateException(
                "The constructor of " + type.getName() + " failed", thrown.getCause());
      }
      return null;
    } catch (ReflectiveOperationException faulty) {
      throw new IllegalStateException("Cannot make a " + type.getName(), faulty);
    }
  }

  private static <R extends Record> Constructor<R> canonical(Class<R> type)
      throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<R> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }

  /** Says at its place what a constructor complains of. */
  void report(InvalidOption wrong) {
    problems.error(
        placeOf(wrong.key()),
        RecordBinder.join(path, wrong.key()),
        withoutSecrets(wrong.message()),
        withoutSecrets(wrong.hint()));
  }

  /** Where a key, dotted when it lies deeper, stands; as near as the file goes. */
  private Position placeOf(String key) {
    Position place = from.position();
    ConfigValue at = from;
    for (String name : key.split("\\.", -1)) {
      ConfigValue next = at instanceof Mapping mapping ? mapping.get(name) : null;
      if (next == null) {
        return place;
      }
      at = next;
      place = next.position();
    }
    return place;
  }

  /** Constructors are written by others and might repeat a value: a secret one is cut out. */
  private String withoutSecrets(String message) {
    String hidden = message;
    for (OptionKey key : OptionKey.of(type)) {
      String written = key.writtenIn(from);
      if (written != null
          && from.get(written) instanceof Scalar scalar
          && scalar.text().length() >= Problems.SHORTEST_SECRET
          && (key.option().secret() || scalar.origin() == ConfigValue.Origin.CONFIDENTIAL)) {
        hidden = hidden.replace(scalar.text(), "***");
      }
    }
    return hidden;
  }
}
