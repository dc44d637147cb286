package dev.vcond.link.sampler;

/** How a sample is drawn. */
public enum Method {
  /** So many of a hundred, by chance. */
  PERCENTAGE,
  /** By chance, with the likelihood 1 - e^(-1/value). */
  RATE,
  /** Every n-th, by the hash of the id. */
  MODULO,
  /** Those that come in a second that can be divided by n. */
  TIME_BASED
}
