package dev.vcond.cli;

/**
 * Text that came from elsewhere, for one line on a terminal: nothing in it moves the cursor,
 * changes colours or hides.
 */
final class SafeText {
  private SafeText() {}

  /** The text with blanks for line ends and tabs, and question marks for other controls. */
  static String line(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("\\p{C}", "?").strip();
  }
}
