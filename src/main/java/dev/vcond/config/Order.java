package dev.vcond.config;

/** How the ingress lists of a chain take turns. */
public enum Order {
  /** Each list in turn. */
  FAIR,
  /** Strictly as written: a later list waits until the earlier ones are empty. */
  CONFIG
}
