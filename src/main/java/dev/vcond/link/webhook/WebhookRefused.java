package dev.vcond.link.webhook;

/** An address did not take the document and will not take it the next time. */
final class WebhookRefused extends Exception {
  private static final long serialVersionUID = 1L;

  WebhookRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
