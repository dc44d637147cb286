package dev.vcond.storage.redis;

import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sorts what Redis and its client say. */
final class RedisFaults {
  /** What an operator has to mend. */
  private static final Set<String> REFUSALS = Set.of("NOAUTH", "WRONGPASS", "NOPERM", "OOM", "ERR");

  private RedisFaults() {}

  /**
   * The exception to throw.
   *
   * @param broken runs if the connection is not to be used again
   */
  static Exception explain(ExecutionException e, String where, Runnable broken) {
    String message = root(e);
    boolean answered = e.getCause() instanceof RedisCommandExecutionException;
    if (!answered) {
      broken.run();
    }
    String word = message.split(" ", 2)[0];
    if (REFUSALS.contains(word)) {
      return new ServiceFault(where + " refuses: " + message + advice(word), e);
    }
    return new TransientFault(where + ": " + message, null, e);
  }

  private static String advice(String word) {
    return switch (word) {
      case "NOAUTH", "WRONGPASS" -> ". Correct user and password in the address.";
      case "NOPERM" -> ". Its user needs SET, GET and DEL on the keys of the prefix.";
      case "OOM" -> ". Give it more memory, or shorten `expires`.";
      default -> "";
    };
  }

  private static String root(Throwable e) {
    String text = e.getClass().getSimpleName();
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (at.getMessage() != null) {
        text = at.getMessage();
      }
    }
    return text;
  }
}
