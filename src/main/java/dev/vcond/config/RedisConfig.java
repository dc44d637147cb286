package dev.vcond.config;

/** The section {@code redis}. */
public record RedisConfig(
    @Option(
            value =
                "Where Redis is: `redis://`, `rediss://`, `redis-sentinel://`, or `embedded` for a"
                    + " server that vcond starts itself.",
            defaultValue = "redis://localhost:6379",
            example = "rediss://vcond:${file:/etc/vcond/redis-password}@redis.example.com:6380",
            secret = true)
        RedisUrl url,
    @Option(
            value = "What becomes of a document in Redis once all its storages have it.",
            defaultValue = "leave",
            example = "expire")
        AfterCompletion afterCompletion) {}
