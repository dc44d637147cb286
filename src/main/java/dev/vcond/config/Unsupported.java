package dev.vcond.config;

/** What becomes of parts of a vcon-server file that would silently do nothing here. */
public enum Unsupported {
  /** The configuration is refused. */
  ERROR,
  /** Said once, and left out. */
  WARN
}
