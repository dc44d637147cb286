package dev.vcond.storage.http;

/** What an operator reads about {@code storage.webhook}. */
final class WebhookGuide {
  static final String SETUP =
      """
      Each address has to answer a POST with any 2xx; the body is the document, byte for byte, as
      `application/json`. All are posted to, one after the other. If one of them fails, the attempt
      fails and all are posted to again: `Idempotency-Key`, made of the id and a hash of the document,
      tells a repetition.

      Each POST bears the metadata: `X-Vcon-Uuid`, `X-Vcon-Created-At` as the document has it (left
      out if it has none, or one that is no plain ASCII text), `X-Vcon-Stored-At` (UTC) and
      `X-Vcon-Storage-Version` (`1.0`). How answers are taken, TLS and time-outs are as in
      `storage.http`.

      Nothing can be read back or deleted: keep the document in another storage as well.
      """;

  static final String EXAMPLE =
      """
      storages:
        hook:
          module: storage.webhook
          options:
            webhook-urls: [https://crm.example.com/vcons]
            headers: {Authorization: 'Bearer ${CRM_TOKEN}'}
            timeout: 10s
          on_failure: ignore
      """;

  private WebhookGuide() {}
}
