package dev.vcond.link.http;

/** What an operator reads about {@code links.http}. */
final class HttpGuide {
  static final String SETUP =
      """
      The service gets a POST with the vCon, byte for byte, as `application/json`. It answers:

      - 200 (or any other 2xx) with the whole vCon as it leaves it. An answer that is not one JSON
        object, or whose `uuid` is not that of the vCon, is a failure and changes nothing. What the
        service left alone keeps its bytes: numbers such as `0.10`, escapes, the order of members.
      - 204, or any other 2xx without a body: the vCon stays as it is and the chain goes on.
      - 408, 425, 429 or 5xx: it cannot do it now. It is tried again, as the link's `retry` says and
        after `Retry-After`; trouble with the connection means the same.
      - Any other status: it failed, and the vCon goes to the dead-letter list. 401, 403, 404 and
        redirects say that the service is not set up right, the rest (400, 409, 413, 415, 422) blame
        the vCon. The beginning of the answer becomes part of the reason.

      This one, in Python with Flask, halts short calls and sends long ones to a list of their own; it
      needs `answer: envelope`:

          @app.post("/triage")
          def triage():
              dialog = request.get_json().get("dialog") or []
              seconds = sum(each.get("duration") or 0 for each in dialog)
              if seconds < 5:
                  return {"halt": "too short"}
              return {"routes": ["long_calls"]} if seconds > 600 else ("", 204)

      The members of an envelope are all optional: `vcon` (the document as the service leaves it),
      `halt` (why the chain ends here), `swap` (the uuid of another document in Redis, with which the
      chain goes on), `routes` (lists that the id is pushed to when the run is acknowledged), `error`
      (why nothing was done; with `temporary: true` it is tried again).

      Each POST bears `X-Vcon-Uuid`, `X-Vcond-Chain`, `X-Vcond-Step` (the link's name), `X-Vcond-List`
      (where the id came from; names that are no plain ASCII text are left out), and
      `Idempotency-Key`, made of the id and a hash of the document: after a crash or a replay the
      same vCon may be posted again. It stands in Redis as it is posted.

      For `https`, Java's own authorities are trusted, or those of `ca_file` instead.
      """;

  static final String EXAMPLE =
      """
      links:
        summary:
          module: links.http
          options:
            url: https://nlp.example.com/summaries
            api_key: ${NLP_KEY}
            timeout: 20s
          retry: {max_attempts: 5, wait: 2s}
      """;

  private HttpGuide() {}
}
