package dev.vcond.cli;

/** Ends a command with an exit code and a sentence for standard error that says what to do. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  CommandFailure(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  ExitCode exit() {
    return exit;
  }
}
