package dev.vcond.config;

/** A text that is never shown by accident: only {@link #reveal()} gives it out. */
public record Secret(String value) {

  /** The text itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
