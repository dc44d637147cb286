package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much there is of a value when it is written out. A filter can make a value of forty lists
 * that is written out with a million million: {@code reduce range(40) as $i (1; [., .])}.
 */
final class Weight {
  /** Of a member: its commas and quotes. */
  private static final int EACH = 4;

  private final long most;
  private long found;

  private Weight(long most) {
    this.most = most;
  }

  /** About so many characters; more than {@code most} if it is more than that. */
  static long of(JsonNode value, long most) {
    if (value.isTextual()) {
      return value.asText().length();
    }
    Weight weight = new Weight(most);
    weight.add(value);
    return weight.found;
  }

  private void add(JsonNode value) {
    found += EACH;
    if (value.isTextual()) {
      found += value.asText().length();
    } else if (value.isNumber()) {
      found += value.asText().length();
    } else if (value.isObject()) {
      var members = value.properties().iterator();
      while (members.hasNext() && found <= most) {
        var member = members.next();
        found += member.getKey().length();
        add(member.getValue());
      }
    } else {
      for (int i = 0; i < value.size() && found <= most; i++) {
        add(value.get(i));
      }
    }
  }
}
