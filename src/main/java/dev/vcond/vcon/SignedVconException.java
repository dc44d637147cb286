package dev.vcond.vcon;

/**
 * Somebody wanted to change a signed or encrypted vCon, which would void its signature. Becomes the
 * reason {@code signed} of a dead letter.
 */
public final class SignedVconException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SignedVconException(VconId id, Form form) {
    super(
        "vCon %s is %s and cannot be changed without its key; take the link that changes it out of this chain, or send the plain vCon."
            .formatted(id, form == Form.SIGNED ? "signed (JWS)" : "encrypted (JWE)"));
  }
}
