package dev.vcond.storage.exec;

/** The outer shape of what is to be a document. */
final class Shape {
  private Shape() {}

  /** Whether it begins and ends as a JSON object does: neither a word nor a part of one. */
  static boolean isObject(byte[] json) {
    int first = 0;
    int last = json.length - 1;
    while (first < last && isBlank(json[first])) {
      first++;
    }
    while (last > first && isBlank(json[last])) {
      last--;
    }
    return first < last && json[first] == '{' && json[last] == '}';
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }
}
