package dev.vcond.process;

import java.io.IOException;

/** Its owner has closed the program; whatever ran was killed, and nothing more is started. */
public final class ProgramClosed extends IOException {
  private static final long serialVersionUID = 1L;

  ProgramClosed(String program) {
    super(program + " was closed");
  }
}
