package dev.vcond.storage.postgres;

import java.util.Locale;

/** How far the connection is encrypted and the server proved, by the names of libpq. */
public enum SslMode {
  /** Never encrypted. */
  DISABLE,
  /** Encrypted only if the server insists. */
  ALLOW,
  /** Encrypted if the server can. */
  PREFER,
  /** Encrypted, the server's certificate is not checked. */
  REQUIRE,
  /** Encrypted, and the certificate comes from an authority in {@code sslrootcert}. */
  VERIFY_CA,
  /** As {@link #VERIFY_CA}, and it bears the host's name. */
  VERIFY_FULL;

  /** As it is written in the configuration and known to the driver. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
