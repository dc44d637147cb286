package dev.vcond.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vcond.config.TlsFiles;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** TLS as the operator's files want it. */
public final class Tls {
  private Tls() {}

  /**
   * Reads the files once, so that what is wrong with one is said by its name.
   *
   * @throws IOException naming key, file and reason
   */
  public static SslOptions with(TlsFiles files) throws IOException {
    SslOptions.Builder options = SslOptions.builder();
    Path authorities = files.caFile();
    if (authorities != null) {
      checkCertificates("ca_file", authorities);
      options.trustManager(authorities.toFile());
    }
    Path certificate = files.certFile();
    Path key = files.keyFile();
    if (certificate != null && key != null) {
      checkCertificates("cert_file", certificate);
      checkKey(key);
      KeyPairs.check(certificate, key);
      options.keyManager(certificate.toFile(), key.toFile(), null);
    }
    SslOptions made = options.build();
    tryOut(made, key);
    return made;
  }

  private static void checkCertificates(String option, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw new IOException("%s %s holds no certificate".formatted(option, file));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "%s %s holds no certificates in PEM: %s".formatted(option, file, e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new IOException("%s %s is not there".formatted(option, file), e);
    } catch (FileSystemException e) {
      throw new IOException("%s %s cannot be read: %s".formatted(option, file, reason(e)), e);
    }
  }

  private static void checkKey(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("key_file %s is not there".formatted(file), e);
    } catch (IOException e) {
      throw new IOException("key_file %s cannot be read: %s".formatted(file, reason(e)), e);
    }
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new IOException(
          "key_file %s holds no private key in PKCS#8; make one with: openssl pkcs8 -topk8 -nocrypt -in %s -out NEW"
              .formatted(file, file));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
  }

  private static void tryOut(SslOptions options, @Nullable Path key) throws IOException {
    try {
      options.createSslContextBuilder().build();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IOException(
          "%scannot be used: %s".formatted(key == null ? "TLS " : "key_file " + key + " ", e), e);
    }
  }
}
