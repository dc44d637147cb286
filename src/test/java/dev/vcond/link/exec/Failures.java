package dev.vcond.link.exec;

/** Whether another attempt is made. */
final class Failures {
  private Failures() {}

  static boolean isTemporary(Throwable thrown) {
    return thrown.getClass().getSimpleName().equals("TemporaryFailure");
  }
}
