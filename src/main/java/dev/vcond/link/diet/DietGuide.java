package dev.vcond.link.diet;

/** What an operator reads about {@code links.diet}. */
final class DietGuide {
  static final String SETUP =
      """
      With `remove_dialog_body`, bodies are moved out if there is somewhere to, and emptied if not. A
      body that cannot be moved stays in the vCon: what may work later is tried again, as the link's
      `retry` says, and then the vCon goes to the dead-letter list, with all its bodies. (vcon-server
      empties the body and goes on.)

      A dialog whose body was moved has `url` and `content_hash` (SHA-512 of the content) in its
      place; one without a body is left as it is. The content is moved as what it is: decoded, with
      its `mediatype`. With `reference: body`, for readers of vcon-server's vCons, the address stands
      in `body` beside `body_type: url`, and what is moved is the text of the body as it was.

      To S3, as `<s3_path>/<uuid>/<hash>.<extension>`, before the hash the dialog's `id` and `_` if it
      has one. The same content has the same key, so a repetition writes over itself. Make the
      bucket; the key or role needs `s3:PutObject`, and `s3:AbortMultipartUpload` for bodies above
      64 MiB; for addresses that are signed, also `s3:GetObject`. Such an address is dead after
      `presigned_url_expiration`, an hour if it is not set (as in vcon-server); the object stays, and
      the address without its query names it. `presigned_url_expiration: 0` writes it so from the
      start: right for vCons that are kept.

      To `post_media_to_url`, as a POST of `{"content": ..., "vcon_uuid": ..., "dialog_id": ...}` with
      the body as it stands in the vCon; the media type is in `X-Vcon-Mediatype`. It has to answer with any 2xx and
      `{"url": ...}`, an absolute http, https or s3 address, and may add `content_hash` if what it keeps is not the content itself.
      `Idempotency-Key`, made of the id and a hash of the content, tells a repetition. 408, 425, 429
      and 5xx are tried again, after `Retry-After`.

      After bodies were moved, the smaller vCon is kept in Redis at once: when something fails later,
      a replay does not move them again. What is only removed stays in Redis until the chain is
      through.

      `remove_attachment_types` are compared with `mediatype` (older names too), upper case and
      parameters aside.
      """;

  static final String EXAMPLE =
      """
      links:
        diet:
          module: links.diet
          options:
            remove_dialog_body: true
            s3_bucket: media
            s3_path: calls
            aws_access_key_id: ${S3_ACCESS_KEY}
            aws_secret_access_key: ${S3_SECRET_KEY}
            aws_region: eu-central-1
            presigned_url_expiration: 0
            remove_system_prompts: true
      """;

  private DietGuide() {}
}
