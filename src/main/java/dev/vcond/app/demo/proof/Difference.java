package dev.vcond.app.demo.proof;

/**
 * Something that is not as it must be.
 *
 * @param id the vCon; empty if it is about none
 * @param where the file, the row, Redis or a list
 * @param pointer the place in the document as a JSON Pointer; empty for the whole of it
 */
public record Difference(String id, String where, String pointer, String expected, String found) {
  private static final int LONGEST = 160;

  static Difference whole(String id, String where, String expected, String found) {
    return new Difference(id, where, "", expected, found);
  }

  static Difference at(String id, String where, Mismatch mismatch) {
    return new Difference(
        id, where, mismatch.pointer(), shortened(mismatch.expected()), shortened(mismatch.found()));
  }

  private static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST))
            + " ... (%d characters)".formatted(length);
  }

  /** One sentence for people. */
  @Override
  public String toString() {
    return "%s%s%s: expected %s, found %s"
        .formatted(
            id.isEmpty() ? "" : id + ", ",
            where,
            pointer.isEmpty() ? "" : " at " + pointer,
            expected,
            found);
  }
}
