package dev.vcond.storage.redis;

/** What an operator reads about {@code storage.redis_storage}. */
final class RedisGuide {
  static final String SETUP =
      """
      Without `redis_url` it is the Redis of the ingress lists. It needs room for all documents that
      have not expired, `maxmemory-policy noeviction` so that none is thrown out before its time, and
      AOF or snapshots if it is to survive a restart. With access lists, its user needs these rights:

          ACL SETUSER vcond on '>...' '~vcon_storage:*' +set +get +del +@connection

      `rediss://` is TLS; the server's certificate must be known to Java, or its authority named in
      `ca_file`. `redis-sentinel://` follows a fail-over. User and password stand in
      the address, which is never shown.

      What is written: the key `<prefix>:<id>`, id in lower case, a string with the document byte for
      byte, that lives for `expires` from its last save on. There is no metadata. vcon-server writes
      and reads the same keys. To read one: `redis-cli GET vcon_storage:<id>`, or `vcond get <id>
      --storage <name>`.
      """;

  static final String EXAMPLE =
      """
      storages:
        week:
          module: storage.redis_storage
          options:
            prefix: vcon_storage
            expires: 7d
            redis_url: rediss://vcond:${ARCHIVE_REDIS_PASSWORD}@archive.example.com:6380
      """;

  private RedisGuide() {}
}
