package dev.vcond.app.demo.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The names and sentences that the generator are made of, by the name of their list. Immutable. */
final class Lines {
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  /** Reads the lists that come with the demo. */
  Lines() {
    List<String> list = new ArrayList<>();
    for (String line : resource("lines.txt").lines().toList()) {
      if (line.startsWith("[")) {
        list = new ArrayList<>();
        lists.put(line.substring(1, line.length() - 1), list);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        list.add(line);
      }
    }
  }

  /** One line of a list. */
  String any(String list, Random random) {
    List<String> lines = lists.get(list);
    if (lines == null) {
      throw new IllegalArgumentException("There is no list " + list + ".");
    }
    return lines.get(random.nextInt(lines.size()));
  }

  /** The text of a resource beside this class. */
  static String resource(String name) {
    try (InputStream in = Lines.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
