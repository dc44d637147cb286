package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pairs of member names, and the renaming of members where they stand. */
record Renames(Map<String, String> newNames) {

  /**
   * Renames in place. Where the new name is there already, it wins and the old member is dropped.
   *
   * @return whether anything was renamed or dropped
   */
  boolean apply(ObjectNode object) {
    boolean found = false;
    for (String old : newNames.keySet()) {
      found |= object.has(old);
    }
    if (found) {
      rebuild(object);
    }
    return found;
  }

  private void rebuild(ObjectNode object) {
    // A member cannot change its name in a Jackson object without going to its end.
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String renamed = newNames.get(member.getKey());
      if (renamed == null) {
        members.put(member.getKey(), member.getValue());
      } else if (!object.has(renamed)) {
        members.put(renamed, member.getValue());
      }
    }
    object.removeAll();
    object.setAll(members);
  }
}
