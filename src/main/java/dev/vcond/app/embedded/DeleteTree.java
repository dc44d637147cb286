package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes a folder with all that is in it. */
public final class DeleteTree {
  private DeleteTree() {}

  /**
   * Removes it; links are removed and not followed.
   *
   * @throws IOException at the first file that cannot be removed
   */
  public static void of(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
