package dev.vcond.storage;

/** The storage was not called: it is known to be away. */
final class StorageAway extends Exception {
  private static final long serialVersionUID = 1L;

  StorageAway(String message) {
    // Without a stack trace: while a storage is away there is one for every document.
    super(message, null, false, false);
  }
}
