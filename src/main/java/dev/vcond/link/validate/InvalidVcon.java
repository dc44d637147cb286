package dev.vcond.link.validate;

/** The vCon is not what the schema says, or that could not be found out. */
final class InvalidVcon extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidVcon(String message) {
    super(message);
  }
}
