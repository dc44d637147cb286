package dev.vcond.queue;

/**
 * Redis answers, and refuses this one command: a key of the wrong type, memory full, an ACL. The
 * message is Redis' own, without the place in a script.
 */
public final class RedisRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  RedisRefusal(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether an access list is the reason. */
  boolean forbids() {
    return String.valueOf(getMessage()).startsWith("NOPERM");
  }
}
