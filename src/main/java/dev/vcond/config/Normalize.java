package dev.vcond.config;

/** When the write rules of the vCon format are applied. */
public enum Normalize {
  /** Only to documents that a link changed. */
  ON_CHANGE,
  /** To every document. */
  ALWAYS
}
