package dev.vcond.app.demo.proof;

/**
 * A place where two trees differ.
 *
 * @param pointer the place as a JSON Pointer (RFC 6901); empty for the whole
 */
record Mismatch(String pointer, String expected, String found) {
  static final String NOTHING = "nothing";
}
