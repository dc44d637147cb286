package dev.vcond.process;

/**
 * A program cannot be started as it is set up: it is missing, may not be executed, or its folder is
 * not there. The message names it and tells what to do.
 */
public final class UnusableProgram extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  UnusableProgram(String why) {
    super(why);
    this.why = why;
  }

  /** The message. */
  public String why() {
    return why;
  }
}
