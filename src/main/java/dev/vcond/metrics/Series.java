package dev.vcond.metrics;

import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
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

  List<Tag> tags() {
    var values = List.of(first, second, third, fourth);
    var tags = new ArrayList<Tag>();
    for (int i = 0; i < meter.labels().size(); i++) {
      tags.add(Tag.of(meter.labels().get(i), values.get(i)));
    }
    return tags;
  }
}
