package dev.vcond.storage.redis;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.RedisUrl;
import dev.vcond.config.SentinelLogin;
import dev.vcond.config.TlsFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.redis_storage}. */
@Misnomer(
    value = {"host", "port", "db", "password"},
    instead = "Write one address, redis_url: 'redis://:${PASSWORD}@redis.example.com:6379/0'.")
@Misnomer(value = "key_prefix", instead = "Write prefix: vcon_storage.")
@Misnomer(value = "ttl", instead = "Write expires: 3600, in seconds.")
public record RedisOptions(
    @Option(
            value = "Keys are called `<prefix>:<id>`.",
            defaultValue = "vcon_storage",
            example = "archive")
        String prefix,
    @Option(
            value = "Time to live of a document; 0 keeps it.",
            defaultValue = "604800",
            example = "30d")
        Duration expires,
    @Option(
            value = "Another Redis than that of the ingress lists.",
            example = "rediss://archive.example.com:6380",
            secret = true)
        @Nullable RedisUrl redisUrl,
    @Option(value = "Who the Sentinels are asked as.", inline = true) SentinelLogin sentinel,
    @Option(value = "Trust and certificate for TLS.", inline = true) TlsFiles tls) {

  public RedisOptions {
    if (prefix.isBlank() || prefix.matches("(?i)(vcon|vcond|DLQ|context)(:.*)?")) {
      throw new InvalidOption(
          "prefix",
          "keys that begin with vcon:, vcond:, DLQ: or context: hold something else",
          "write vcon_storage");
    }
    if (expires.isNegative()
        || (!expires.isZero() && expires.compareTo(Duration.ofSeconds(1)) < 0)) {
      throw new InvalidOption("expires", "expected 0, or a time of at least a second", "write 7d");
    }
    if (tls.any() && (redisUrl == null || !redisUrl.encrypted())) {
      throw new InvalidOption(
          tls.caFile() != null ? "ca_file" : "cert_file",
          "it is for TLS, and redis_url is not there or without",
          "write rediss:// there; the Redis of the ingress lists takes the files of section redis");
    }
    if (redisUrl != null && redisUrl.embedded()) {
      throw new InvalidOption(
          "redis_url", "expected an address", "leave it out for the Redis of the ingress lists");
    }
  }
}
