package dev.vcond.config;

/** What becomes of a document that is larger than the storage's max_size. */
public enum OnOversize {
  /** Stored, logged and counted. */
  WARN,
  /** Not stored: a failure of the document. */
  REJECT,
  /** Stored compressed. */
  COMPRESS,
  /** Stored in parts. */
  SPLIT
}
