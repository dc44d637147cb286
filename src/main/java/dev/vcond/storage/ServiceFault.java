package dev.vcond.storage;

/**
 * The service is not usable as configured, whatever the document: wrong password, no such table or
 * bucket, no permission, disk full. Retrying soon cannot mend it, an operator can.
 */
public final class ServiceFault extends Exception {
  private static final long serialVersionUID = 1L;

  public ServiceFault(String message) {
    super(message);
  }

  public ServiceFault(String message, Throwable cause) {
    super(message, cause);
  }
}
