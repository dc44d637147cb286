package dev.vcond.link.diet;

import org.jspecify.annotations.Nullable;

/** A body could not be moved, and could not the next time; it is where it was. */
final class DietFailed extends Exception {
  private static final long serialVersionUID = 1L;

  DietFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
