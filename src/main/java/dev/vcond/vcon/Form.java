package dev.vcond.vcon;

/** In which of its three forms a vCon came. */
public enum Form {
  /** The vCon itself. */
  PLAIN,
  /** A JWS: {@code payload} beside {@code signatures} or {@code signature}, no top-level uuid. */
  SIGNED,
  /** A JWE: {@code ciphertext} beside its header or recipients, no top-level uuid. */
  ENCRYPTED
}
