package dev.vcond.metrics;

import java.util.List;

/**
 * One meter with one value for each of its labels; unused places are empty. The key of the cache,
 * made for every event: fields instead of a list keep it to one small object.
 */
record Series(Meters meter, String first, String second, String third, String fourth) {

  Series(Meters meter) {
    this(meter, "", "", "", "");
  }

  Series(Meters meter, String first) {
    this(meter, first, "", "", "");
  }

  Series(Meters meter, String first, String second) {
    this(meter, first, second, "", "");
  }

  Series(Meters meter, String first, String second, String third) {
    this(meter, first, second, third, "");
  }

  /** The values of its labels, in their order. */
  String[] values() {
    return List.of(first, second, third, fourth)
        .subList(0, meter.labels().size())
        .toArray(String[]::new);
  }
}
