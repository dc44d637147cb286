package dev.vcond.storage.exec;

import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;

/** What an exit code says. */
final class Verdict {
  static final int DONE = 0;
  static final int NOT_THERE = 3;

  private static final int UNKNOWN_VERB = 64;
  private static final int DOCUMENT = 65;
  private static final int SERVICE = 75;
  private static final int CANNOT_EXECUTE = 126;
  private static final int NO_SUCH_PROGRAM = 127;
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = SIGNAL + 64;

  private Verdict() {}

  /**
   * The exception for a call that did not do what it was asked for.
   *
   * @param program its name, for the message
   * @param reason what it said; may be empty
   */
  static Exception on(Verb verb, int code, String program, String reason) {
    String call = program + " " + verb.word();
    String why = reason.isEmpty() ? "; it said nothing on standard error" : ": " + reason;
    return switch (code) {
      case DOCUMENT -> new DocumentFault(call + " refused the document (exit code 65)" + why);
      case SERVICE -> new ServiceFault(call + " cannot work (exit code 75)" + why);
      case NOT_THERE ->
          new ServiceFault(call + " found no place to store into (exit code 3)" + why);
      case UNKNOWN_VERB ->
          new ServiceFault(
              "%s was called wrongly (exit code 64)%s. If it cannot %s, leave that out of `verbs`."
                  .formatted(call, why, verb.word()));
      case CANNOT_EXECUTE, NO_SUCH_PROGRAM ->
          new ServiceFault("%s could not be run (exit code %d)%s".formatted(call, code, why));
      default -> new TransientFault(call + " " + ended(code) + why, null, null);
    };
  }

  private static String ended(int code) {
    return code > SIGNAL && code <= LAST_SIGNAL
        ? "was killed by signal %d (exit code %d)".formatted(code - SIGNAL, code)
        : "failed (exit code " + code + ")";
  }
}
