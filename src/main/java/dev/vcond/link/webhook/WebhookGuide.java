package dev.vcond.link.webhook;

/** What an operator reads about {@code links.webhook}. */
final class WebhookGuide {
  static final String SETUP =
      """
      Each address has to answer a POST with any 2xx; the body is the vCon as the links before this one
      left it, as `application/json` unless `headers` says otherwise. It stands in Redis as well
      before the first POST. Signed and encrypted vCons are posted as they are.

      All addresses are posted to, even if one fails. 408, 425, 429, 5xx and trouble with the
      connection are tried again, as the link's `retry` says and after `Retry-After`; an address that
      has taken the vCon does not get it again by that. What still fails then, and any other answer,
      sends the vCon to the dead-letter list, naming each address that failed. (vcon-server only logs
      the status of an answer and goes on.) A replay posts to all again: `Idempotency-Key`, made of
      the id and a hash of the body, tells a repetition. `X-Vcon-Uuid` is the id.

      Redirects are not followed; the reason names the new address. User, password and query of an
      address are never shown. For `https`, Java's own authorities are trusted, or those of `ca_file`
      instead.

      `egress_format: 0.0.1` is for receivers that know no other: old names (`appended`,
      `must_support`, `mimetype`, `schema_version`, `type` of an attachment), JSON bodies as JSON with
      the encoding `none`, and `group`, `redacted` and `appended` always there. Only what is posted has
      it; the document stays as it is.
      """;

  static final String EXAMPLE =
      """
      links:
        notify:
          module: links.webhook
          options:
            webhook-urls: [https://crm.example.com/vcons]
            headers: {Authorization: 'Bearer ${CRM_TOKEN}'}
            timeout: 10s
      """;

  private WebhookGuide() {}
}
