package dev.vcond.answer;

/** Whoever was given a vCon did not do the work, and would not do it the next time. */
public final class WorkFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public WorkFailed(String message) {
    super(message);
  }

  public WorkFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
