package dev.vcond.storage.postgres;

/** What an operator reads about {@code storage.postgres}. */
final class PostgresGuide {
  static final String SETUP =
      """
      Needs Postgres 12 or newer, a database, and a user who may make the table in it:

          CREATE ROLE vcon LOGIN PASSWORD '...';
          CREATE DATABASE vcons OWNER vcon;

      The table is made at the first use, and so is `schema` if one is named. A user who may not make
      tables needs one that is there, with these rights:

          CREATE TABLE vcons (uuid uuid PRIMARY KEY, data jsonb NOT NULL, created_at timestamptz,
                              stored_at timestamptz NOT NULL, storage_version text NOT NULL);
          GRANT SELECT, INSERT, UPDATE, DELETE ON vcons TO vcon;

      What is written, one row per vCon, by upsert on `uuid`:

      - `data`: the document. `column: jsonb` (and `json`) refuse `\\u0000`, which such a vCon is
        dead-lettered for; jsonb gives back equal JSON with its members in another order and the last
        of duplicate keys; `text` gives back every byte.
      - `created_at`: that of the document, null if it has none or it is no time; `stored_at`: when it
        was last stored; `storage_version`: `1.0`.
      - `data_gzip` (bytea) instead of `data` for large documents with `on_oversize: compress`. vcond
        adds this column and lifts NOT NULL from `data`, which only the table's owner may do.
      - Table `<table>_parts` for large documents with `on_oversize: split`; `data` then is a small
        manifest, and `vcond get` puts the document together.

      To read one: `SELECT data FROM vcons WHERE uuid = '...'`, or `vcond get <id> --storage <name>`.
      To look for others, an index such as `CREATE INDEX ON vcons (created_at)` is yours to make.

      A table that vcon-server made (`id`, `vcon`, `uuid`, `created_at`, `updated_at`, `subject`,
      `vcon_json`) is recognised by its columns and used as it is. There `created_at` may not be null:
      a document without one gets the time of storing.

      For TLS set `sslmode: verify-full` and `sslrootcert`; `prefer` and `require` encrypt, but to
      whom they talk they do not know. A client's key has to be in DER:

          openssl pkcs8 -topk8 -nocrypt -outform DER -in client.key -out /etc/vcond/db-client.pk8

      `pool_size` counts per instance: the server's `max_connections` has to hold all of them.
      """;

  static final String EXAMPLE =
      """
      storages:
        database:
          module: storage.postgres
          options:
            host: db.example.com
            database: vcons
            user: vcon
            password: ${POSTGRES_PASSWORD}
            sslmode: verify-full
            sslrootcert: /etc/vcond/db-ca.pem
          on_failure: defer
          attempt_timeout: 30s
      """;

  private PostgresGuide() {}
}
