package dev.vcond.storage.http;

/** What an operator reads about {@code storage.http}. */
final class HttpGuide {
  static final String SETUP =
      """
      The API has to answer:

      - `POST <base_url>/vcons` with any 2xx once it has stored the document, which is the body, byte
        for byte, as `application/json`. The same id again replaces it.
      - `GET <base_url>/vcons/<id>` with 200 and the whole document, or 404 (or 410) if it has none.
      - `DELETE <base_url>/vcons/<id>` with 200, 202 or 204, or 404 (or 410) if it has none.

      Each POST bears `Idempotency-Key`, made of the id and a hash of the document, so that the API
      can tell a repetition from a new version, and the metadata: `X-Vcon-Uuid`, `X-Vcon-Created-At`
      as the document has it (left out if it has none, or one that is no plain ASCII text),
      `X-Vcon-Stored-At` (UTC) and `X-Vcon-Storage-Version` (`1.0`).

      How other answers are taken: 408, 425, 429 and 5xx are tried again, after `Retry-After` if it is
      there; 401, 403, 404 and 405 on POST, and redirects, mean that the service is not set up right;
      any other 4xx, such as 400, 409, 413, 415 and 422, blames the document.

      For `https`, Java's own authorities are trusted, or those of `ca_file` instead. `https_proxy` in
      the environment is not looked at. `timeout` bounds one request, `attempt_timeout` beside the
      options one attempt, which is the same here.

      To read one: `vcond get <id> --storage <name>`, or with curl and the same key.
      """;

  static final String EXAMPLE =
      """
      storages:
        api:
          module: storage.http
          options:
            base_url: https://vcons.example.com/api
            api_key: ${VCON_API_KEY}
            headers: {X-Tenant: acme}
            timeout: 10s
            ca_file: /etc/vcond/api-ca.pem
          retry: {max_attempts: 5, wait: 2s}
      """;

  private HttpGuide() {}
}
