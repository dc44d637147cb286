package dev.vcond.link.validate;

/** The schema cannot be used; the message names the file and the place. */
final class UnusableSchema extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableSchema(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
