package dev.vcond.storage;

/**
 * The service refuses this document and always will: too large, malformed for its schema, a
 * conflict. Never retried.
 */
public final class DocumentFault extends Exception {
  private static final long serialVersionUID = 1L;

  public DocumentFault(String message) {
    super(message);
  }

  public DocumentFault(String message, Throwable cause) {
    super(message, cause);
  }
}
