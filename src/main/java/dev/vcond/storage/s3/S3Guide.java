package dev.vcond.storage.s3;

/** What an operator reads about {@code storage.s3}. */
final class S3Guide {
  static final String SETUP =
      """
      Make the bucket; vcond does not:

          aws s3 mb s3://vcons --region eu-central-1

      The key, or the role of the machine, needs this policy. Without `s3:ListBucket` S3 answers 403
      instead of 404 for an object that is not there, and nothing can be read back or deleted:

          {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Resource": "arn:aws:s3:::vcons/*", "Action": ["s3:PutObject",
             "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]},
            {"Effect": "Allow", "Resource": "arn:aws:s3:::vcons", "Action": "s3:ListBucket"}]}

      With `encryption: kms` also `kms:GenerateDataKey` and `kms:Decrypt` for the key. A lifecycle
      rule that aborts incomplete multipart uploads after a day clears away what a crash leaves.

      Without `access_key` and `secret_key` the credentials are found as AWS tools find them:
      environment, `~/.aws`, role of the container or the machine. For MinIO, Ceph and others set
      `endpoint_url`; its certificate must be known to Java.

      What is written, with ids in lower case and the content type `application/json`:

      - `<prefix>/<id>.json`, or with `layout: dated`, as vcon-server has it,
        `<prefix>/YYYY/MM/DD/<id>.vcon` and `<prefix>/lookup/<id>.txt`, which holds the day.
      - User metadata `uuid`, `created_at` as the document has it (left out if it has none, or one that
        is no plain ASCII text), `stored_at` (UTC) and `storage_version` (`1.0`); `aws s3api
        head-object` shows them.
      - `Content-Encoding: gzip` for large documents with `on_oversize: compress`.
      - `<prefix>/.parts/<id>/` with the parts of large documents with `on_oversize: split`; the object
        itself then is a small manifest, and `vcond get` puts the document together.

      An object is what came, byte for byte: `aws s3 cp s3://vcons/<id>.json -`, or `vcond get <id>
      --storage <name>`. Both layouts are looked into, whichever is written. In a bucket with
      versioning, older versions stay until a lifecycle rule removes them, after a delete as well.

      The names of vcon-server (`aws_bucket`, `s3_path` and the like) are accepted and mean the dated
      layout: a bucket that it wrote to is read and continued.
      """;

  static final String EXAMPLE =
      """
      storages:
        archive:
          module: storage.s3
          options:
            bucket: vcons
            prefix: calls
            region: eu-central-1
            access_key: ${S3_ACCESS_KEY}
            secret_key: ${S3_SECRET_KEY}
          on_failure: defer
          max_size: 100MiB
          on_oversize: split
      """;

  private S3Guide() {}
}
