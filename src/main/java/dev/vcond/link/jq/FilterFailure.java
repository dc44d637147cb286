package dev.vcond.link.jq;

/** A filter could not be applied to a document: the reason of a dead letter. */
public final class FilterFailure extends Exception {
  private static final long serialVersionUID = 1L;

  FilterFailure(String message) {
    super(message);
  }
}
