package dev.vcond.link.exec;

import java.util.Arrays;
import java.util.List;

/** The processes that a test has started and not seen the end of, zombies among them. */
final class Children {
  private Children() {}

  /** Those with an argument that ends so. */
  static List<ProcessHandle> ofThisJvm(String argument) {
    return ProcessHandle.current()
        .children()
        .filter(child ->
            child.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(word -> word.endsWith(argument)))
        .toList();
  }
}
