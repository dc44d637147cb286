package dev.vcond.app.trial;

import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The hosts that options name and where on loopback each of them is during the tests.
 *
 * @param opening gives a host an address of its own, such as {@code http://127.0.0.1:4711}
 */
record Hosts(UnaryOperator<String> opening, Map<String, String> places) {

  Hosts(UnaryOperator<String> opening) {
    this(opening, new LinkedHashMap<>());
  }

  /** Options with loopback in the place of every address in them. */
  Mapping moved(Mapping options) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    options
        .entries()
        .forEach(
            (key, entry) -> entries.put(key, new Entry(entry.keyPosition(), moved(entry.value()))));
    return new Mapping(entries, options.position());
  }

  private ConfigValue moved(ConfigValue value) {
    return switch (value) {
      case Mapping mapping -> moved(mapping);
      case Sequence list ->
          new Sequence(list.items().stream().map(this::moved).toList(), list.position());
      case Scalar scalar ->
          Address.of(scalar.text())
              .map(address -> address.at(place(address.host())))
              .<ConfigValue>map(
                  text -> new Scalar(text, scalar.quoted(), scalar.origin(), scalar.position()))
              .orElse(scalar);
    };
  }

  /** Where a host is. */
  String place(String host) {
    return places.computeIfAbsent(host, opening);
  }

  /** A text in which every host is called as in the configuration again. */
  String original(String text) {
    String restored = text;
    if (text.contains("http://127.0.0.1:")) {
      for (Map.Entry<String, String> place : places.entrySet()) {
        // Behind a port that begins like another one stands a digit.
        restored = restored.replaceAll(place.getValue() + "(?![0-9])", place.getKey());
      }
    }
    return restored;
  }
}
