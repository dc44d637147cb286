package dev.vcond.link.exec;

import dev.vcond.answer.WorkFailed;
import dev.vcond.link.TemporaryFailure;
import org.jspecify.annotations.Nullable;

/** What the end of a process says. */
final class Verdict {
  static final int DONE = 0;

  private static final int DOCUMENT = 65;
  private static final int TRY_AGAIN = 75;
  private static final int CANNOT_EXECUTE = 126;
  private static final int NO_SUCH_PROGRAM = 127;
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = SIGNAL + 64;

  private Verdict() {}

  /** A failure that another attempt may mend. */
  static TemporaryFailure temporary(String message, @Nullable Throwable cause) {
    return new TemporaryFailure(message, cause);
  }

  /**
   * The exception for a process that did not end well.
   *
   * @param program its name, for the message
   * @param reason what it said; may be empty
   */
  static Exception on(int code, String program, String reason) {
    String why = reason.isEmpty() ? "; it said nothing on standard error" : ": " + reason;
    return switch (code) {
      case DOCUMENT -> new WorkFailed(program + " refused the vCon (exit code 65)" + why);
      case TRY_AGAIN -> temporary(program + " cannot do it now (exit code 75)" + why, null);
      case CANNOT_EXECUTE, NO_SUCH_PROGRAM ->
          new WorkFailed("%s could not be run (exit code %d)%s".formatted(program, code, why));
      default ->
          code > SIGNAL && code <= LAST_SIGNAL
              ? temporary(program + " " + ended(code) + why, null)
              : new WorkFailed(program + " " + ended(code) + why);
    };
  }

  /** How it ended, in words. */
  static String ended(int code) {
    return code > SIGNAL && code <= LAST_SIGNAL
        ? "was killed by signal %d (exit code %d)".formatted(code - SIGNAL, code)
        : code == DONE ? "ended (exit code 0)" : "failed (exit code " + code + ")";
  }
}
