package dev.vcond.config;

/** When ids are pushed to the egress lists of a chain. */
public enum EgressOrder {
  /** After every storage has answered. */
  AFTER_STORAGE,
  /** Before the storages, as vcon-server had it. */
  BEFORE_STORAGE
}
