package dev.vcond.app.plugin;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the code of a plugin threw, in words for the one who has to mend it. Stateless. */
final class Mishap {
  private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");

  /** The class files of Java 1.0 were of version 44. */
  private static final int BEFORE_JAVA_1 = 44;

  private Mishap() {}

  /** What went wrong, as a clause on one line. */
  static String told(Throwable thrown) {
    return switch (thrown) {
      case InvocationTargetException call when call.getCause() != null -> told(call.getCause());
      case UnsupportedClassVersionError newer -> newer(newer);
      case ExceptionInInitializerError init when init.getCause() != null ->
          "its static initialiser threw " + described(init.getCause());
      case NoClassDefFoundError missing -> missing(missing);
      case ClassNotFoundException missing ->
          "it needs the class %s, which it does not bring along".formatted(missing.getMessage());
      case ClassFormatError broken -> "a class file is broken: " + oneLine(broken.getMessage());
      case IncompatibleClassChangeError other ->
          "it was compiled against something else than it finds here: " + described(other);
      default -> "it threw " + described(thrown);
    };
  }

  private static String missing(NoClassDefFoundError missing) {
    String name = oneLine(missing.getMessage());
    if (missing.getCause() instanceof ExceptionInInitializerError first) {
      // Said when a class whose initialiser threw is asked for again.
      return name + ": " + oneLine(first.getMessage());
    }
    return "it needs the class %s, which it does not bring along".formatted(name.replace('/', '.'));
  }

  private static String newer(UnsupportedClassVersionError newer) {
    Matcher version = CLASS_FILE_VERSION.matcher(oneLine(newer.getMessage()));
    String java =
        version.find()
            ? "Java " + (Integer.parseInt(version.group(1)) - BEFORE_JAVA_1)
            : "a newer Java";
    return "it is compiled for %s, and this is Java %d"
        .formatted(java, Runtime.version().feature());
  }

  private static String described(Throwable thrown) {
    return oneLine(thrown.toString())
        + Arrays.stream(thrown.getStackTrace()).findFirst().map(" (at %s)"::formatted).orElse("");
  }

  static String oneLine(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
