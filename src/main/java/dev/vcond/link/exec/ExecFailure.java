package dev.vcond.link.exec;

/** A program did not do its work, and would not do it the next time. */
final class ExecFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ExecFailure(String message) {
    super(message);
  }

  ExecFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
