package dev.vcond.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a private key is that of a certificate; a server would only say "bad certificate". */
final class KeyPairs {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private KeyPairs() {}

  /**
   * @throws IOException naming the file and the reason
   */
  static void check(Path certificate, Path key) throws IOException {
    try (InputStream in = Files.newInputStream(certificate)) {
      PublicKey shown =
          CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
      PrivateKey ours = KeyFactory.getInstance(shown.getAlgorithm()).generatePrivate(spec(key));
      if (!belongs(shown, ours)) {
        throw notOf(key, certificate, null);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notOf(key, certificate, e);
    }
  }

  private static IOException notOf(Path key, Path certificate, @Nullable Exception e) {
    return new IOException(
        "key_file %s does not belong to cert_file %s%s"
            .formatted(key, certificate, e == null ? "" : ": " + e.getMessage()),
        e);
  }

  private static PKCS8EncodedKeySpec spec(Path key) throws IOException {
    String pem = Files.readString(key);
    String body =
        pem.replaceFirst("(?s).*-----BEGIN PRIVATE KEY-----", "")
            .replaceFirst("(?s)-----END PRIVATE KEY-----.*", "");
    return new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
  }

  private static boolean belongs(PublicKey shown, PrivateKey ours) throws GeneralSecurityException {
    String algorithm = SIGNATURES.get(shown.getAlgorithm());
    if (algorithm == null) {
      return true;
    }
    byte[] text = {1, 2, 3};
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(ours);
    signing.update(text);
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(shown);
    verifying.update(text);
    return verifying.verify(signing.sign());
  }
}
