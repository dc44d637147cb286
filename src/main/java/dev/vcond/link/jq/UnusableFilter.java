package dev.vcond.link.jq;

/** A text that is no filter, or one that could not work with any document. */
public final class UnusableFilter extends Exception {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final String hint;

  UnusableFilter(String text, String hint) {
    super(text);
    this.text = text;
    this.hint = hint;
  }

  String text() {
    return text;
  }

  String hint() {
    return hint;
  }
}
