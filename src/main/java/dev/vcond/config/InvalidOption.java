package dev.vcond.config;

/**
 * Thrown by the compact constructor of a configuration record that finds a value wrong. The binder
 * turns it into a {@link ConfigProblem} at the place of the key.
 */
public final class InvalidOption extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String hint;

  /**
   * @param key the YAML key, relative to the record; dotted when it lies deeper
   * @param message what was expected; without the value if that is secret
   * @param hint what to do about it, empty if the message says it all
   */
  public InvalidOption(String key, String message, String hint) {
    super(message);
    this.key = key;
    this.hint = hint;
  }

  public String key() {
    return key;
  }

  /** What is wrong, without the key. */
  public String message() {
    return String.valueOf(getMessage());
  }

  public String hint() {
    return hint;
  }
}
