package dev.vcond.process;

/** Text that came from elsewhere. */
public final class SafeText {
  private SafeText() {}

  /** On one line, without characters that move a cursor or hide, and not longer than that. */
  public static String line(String text, int longest) {
    String safe = text.replaceAll("\\s+", " ").replaceAll("\\p{C}", "?").strip();
    return safe.codePointCount(0, safe.length()) <= longest
        ? safe
        : safe.substring(0, safe.offsetByCodePoints(0, longest)) + "...";
  }

  /** With its line ends, but without other such characters. */
  public static String lines(String text) {
    return text.replace("\r\n", "\n").replaceAll("[\\p{C}&&[^\\n\\t]]", "?").strip();
  }
}
