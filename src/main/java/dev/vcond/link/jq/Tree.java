package dev.vcond.link.jq;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.internal.misc.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the tree of a filter, whose nodes show little of themselves. The names of their fields
 * are those of the version in use; the tests notice when another one has others.
 */
final class Tree {
  private static final String NODES = "net.thisptr.jackson.jq.internal.tree.";

  private Tree() {}

  /** The nodes that a node consists of, in no particular order. */
  static List<Object> children(Object node) {
    List<Object> found = new ArrayList<>();
    for (Field field : fields(node.getClass())) {
      collect(value(field, node), found);
    }
    return found;
  }

  private static void collect(@Nullable Object value, List<Object> found) {
    if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, found));
    } else if (value instanceof Pair<?, ?> pair) {
      collect(pair._1, found);
      collect(pair._2, found);
    } else if (value != null && value.getClass().getName().startsWith(NODES)) {
      found.add(value);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> at = type; at != Object.class && at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          found.add(field);
        }
      }
    }
    return found;
  }

  /** Takes the fields of a node, in no particular order. */
  interface FieldVisitor {
    void visit(Field field, @Nullable Object value);
  }

  static void eachField(Object node, FieldVisitor visitor) {
    fields(node.getClass()).forEach(field -> visitor.visit(field, value(field, node)));
  }

  /** What stands in a field of a node; null if there is nothing. */
  static @Nullable Object get(Object node, String name) {
    return value(field(node, name), node);
  }

  static String text(Object node, String name) {
    return String.valueOf(get(node, name));
  }

  static List<?> list(Object node, String name) {
    return get(node, name) instanceof List<?> list ? list : List.of();
  }

  static boolean has(Object node, String name) {
    return fields(node.getClass()).stream().anyMatch(field -> field.getName().equals(name));
  }

  static void set(Object node, String name, Object value) {
    try {
      field(node, name).set(node, value);
    } catch (IllegalAccessException e) {
      throw changed(node, name, e);
    }
  }

  private static Field field(Object node, String name) {
    return fields(node.getClass()).stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> changed(node, name, null));
  }

  private static @Nullable Object value(Field field, Object node) {
    try {
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw changed(node, field.getName(), e);
    }
  }

  private static IllegalStateException changed(Object node, String name, @Nullable Exception e) {
    return new IllegalStateException(
        "jackson-jq has changed: %s.%s".formatted(node.getClass().getSimpleName(), name), e);
  }
}
