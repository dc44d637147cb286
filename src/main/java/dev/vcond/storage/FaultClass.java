package dev.vcond.storage;

/** What an exception of a storage means for what happens next (see {@link Storage}). */
public enum FaultClass {
  DOCUMENT,
  SERVICE,
  TRANSIENT;

  /** The class of what a storage threw. */
  public static FaultClass of(Throwable fault) {
    return switch (fault) {
      case DocumentFault _ -> DOCUMENT;
      case ServiceFault _ -> SERVICE;
      default -> TRANSIENT;
    };
  }

  boolean retryable() {
    return this == TRANSIENT;
  }
}
