package dev.vcond.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and as whom to come, on the way to a Redis with {@code rediss://}. */
public record TlsFiles(
    @Option(
            value =
                "Certificates (PEM) of the authorities that are trusted with `rediss://`, instead"
                    + " of Java's own.",
            example = "/etc/vcond/redis-ca.pem")
        @Nullable Path caFile,
    @Option(
            value =
                "Certificate (PEM) to show to a server that asks for one, with those between it and"
                    + " its authority.",
            example = "/etc/vcond/redis-client.pem")
        @Nullable Path certFile,
    @Option(
            value = "The private key of `cert_file` (PEM, PKCS#8, not encrypted).",
            example = "/etc/vcond/redis-client.key")
        @Nullable Path keyFile) {

  /** Java's authorities, and no certificate of our own. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  public TlsFiles {
    if (certFile != null && keyFile == null) {
      throw new InvalidOption("key_file", "cert_file is there without it", "name the key's file");
    }
    if (keyFile != null && certFile == null) {
      throw new InvalidOption(
          "cert_file", "key_file is there without it", "name the certificate's file");
    }
  }

  /** Whether anything is named. */
  public boolean any() {
    return caFile != null || certFile != null;
  }
}
