package dev.vcond.metrics;

import java.util.Locale;

/** Whether documents are let through to a storage. */
public enum BreakerState {
  /** All of them. */
  CLOSED,
  /** One at a time, to find out whether the storage is back. */
  HALF_OPEN,
  /** None. */
  OPEN;

  /** As a label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
