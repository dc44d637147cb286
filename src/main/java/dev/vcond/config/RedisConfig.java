package dev.vcond.config;

/** The section {@code redis}. */
public record RedisConfig(
    @Option(
            value =
                "Where Redis is: `redis://`, `rediss://` (TLS), `redis-sentinel://` or"
                    + " `rediss-sentinel://` with the Sentinels and, behind `#`, the master's name,"
                    + " or `embedded` for a server that vcond starts itself.",
            defaultValue = "redis://localhost:6379",
            example = "rediss://vcond:${file:/etc/vcond/redis-password}@redis.example.com:6380",
            secret = true)
        RedisUrl url,
    @Option(
            value =
                "What becomes of a document in Redis once all its storages have it. One whose id"
                    + " was pushed to another list (egress, a route) is never deleted: it expires.",
            defaultValue = "leave",
            example = "expire")
        AfterCompletion afterCompletion,
    @Option(value = "Who the Sentinels are asked as.", inline = true) SentinelLogin sentinel,
    @Option(value = "Trust and certificate for TLS.", inline = true) TlsFiles tls) {

  public RedisConfig {
    if (tls.any() && !url.embedded() && !url.encrypted()) {
      throw new InvalidOption(
          tls.caFile() != null ? "ca_file" : "cert_file",
          "it is for TLS, and the address of redis.url is without",
          "write rediss:// or rediss-sentinel:// there, or remove the file");
    }
  }

  /** How the server is reached. */
  public RedisServer server() {
    return new RedisServer(url, sentinel, tls);
  }

  /** The same for another server. */
  RedisConfig at(RedisServer other) {
    return new RedisConfig(other.url(), afterCompletion, other.sentinel(), other.tls());
  }
}
