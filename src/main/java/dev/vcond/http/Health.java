package dev.vcond.http;

import java.util.List;

/**
 * What a check of health looks at. Asked at every request, many at a time: thread-safe, and answers
 * at once from what is known.
 */
@FunctionalInterface
public interface Health {

  /** Each component as it is now. Healthy means that all of them are. */
  List<Component> components();

  /**
   * One thing that must work.
   *
   * @param name short and stable, such as {@code redis}
   * @param ok whether it works
   * @param detail what is wrong and since when; for a component that works, whatever helps to see
   *     that it does. Never a secret: whoever reaches the port reads it.
   */
  record Component(String name, boolean ok, String detail) {}
}
