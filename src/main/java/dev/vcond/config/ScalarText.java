package dev.vcond.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes single values from their text. YAML 1.1 has no say in it: {@code on} is a fine name of a
 * list and {@code '5432'} a fine port.
 */
final class ScalarText {

  private static final Map<Class<?>, Function<String, Object>> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(
              int.class, text -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue()),
          Map.entry(
              Integer.class, text -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue()),
          Map.entry(long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE).longValue()),
          Map.entry(Long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE).longValue()),
          Map.entry(double.class, ScalarText::number),
          Map.entry(Double.class, ScalarText::number),
          Map.entry(boolean.class, ScalarText::truth),
          Map.entry(Boolean.class, ScalarText::truth),
          Map.entry(Duration.class, Durations::parse),
          Map.entry(Secret.class, Secret::new),
          Map.entry(URI.class, ScalarText::uri),
          Map.entry(Path.class, ScalarText::path));

  private ScalarText() {}

  static boolean knows(Class<?> type) {
    return KNOWN.containsKey(type) || type.isEnum() || parseMethod(type) != null;
  }

  /** Throws IllegalArgumentException saying what was expected, without the text. */
  static Object parse(Class<?> type, String text) {
    Function<String, Object> known = KNOWN.get(type);
    if (known != null) {
      return known.apply(text);
    }
    Method parse = parseMethod(type);
    if (parse == null) {
      throw new IllegalStateException("No conversion to " + type.getName());
    }
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(type.getName() + ".parse failed", thrown.getCause());
    } catch (IllegalAccessException faulty) {
      throw new IllegalStateException(type.getName() + ".parse cannot be called", faulty);
    }
  }

  private static @Nullable Method parseMethod(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("parse", String.class);
      if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != type) {
        return null;
      }
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException _) {
      return null;
    }
  }

  private static BigInteger whole(String text, long least, long most) {
    String written = text.strip();
    if (!written.matches("[+-]?\\d{1,30}(_\\d{1,30}){0,10}")) {
      throw new IllegalArgumentException("expected a whole number");
    }
    BigInteger number = new BigInteger(written.replace("_", ""));
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException(
          "expected a whole number from %d to %d".formatted(least, most));
    }
    return number;
  }

  private static Double number(String text) {
    String written = text.strip();
    // Double.valueOf would also take NaN, hexadecimal and 1.0f.
    if (!written.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      throw new IllegalArgumentException("expected a number");
    }
    return new BigDecimal(written).doubleValue();
  }

  private static Boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException _) {
      // The JDK's own message repeats the text, which may hold a password.
      throw new IllegalArgumentException("expected an address such as https://host/path");
    }
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // Said below, without the text.
    }
    throw new IllegalArgumentException("expected a path");
  }

  /** User, password and the values of a query may be secrets. */
  static String withoutLogin(String text) {
    return text.matches("(?is)[a-z][a-z0-9+.-]*://.*")
        ? text.replaceFirst("//[^/?#]*@", "//***@").replaceAll("([?&][^=&#]*=)[^&#]*", "$1***")
        : text;
  }
}
