package dev.vcond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What vcon-server's environment variables say, under their names.
 *
 * @param redisExpiry time to live of a document that is posted or put back
 * @param dlqExpiry time to live of a dead letter's document; null when not set (it is kept alive),
 *     zero when it is to be left alone
 * @param contextExpiry time to live of a trace context
 * @param indexExpiry time to live of the search index
 * @param sortedSetName the sorted set of all vCons
 * @param storageFallback whether a document missing in Redis is looked up in the storages
 */
public record CompatConfig(
    @Option(
            value = "Time to live of a document that vcond posts or puts back.",
            name = "VCON_REDIS_EXPIRY",
            defaultValue = "3600")
        Duration redisExpiry,
    @Option(
            value =
                "Time to live of a dead letter's document; 0 leaves it as it is. Not set: kept"
                    + " alive as long as its id is on the list.",
            name = "VCON_DLQ_EXPIRY",
            example = "604800")
        @Nullable Duration dlqExpiry,
    @Option(
            value = "Time to live of a trace context. Not used yet.",
            name = "VCON_CONTEXT_EXPIRY",
            defaultValue = "86400")
        Duration contextExpiry,
    @Option(
            value = "Time to live of the search index.",
            name = "VCON_INDEX_EXPIRY",
            defaultValue = "86400")
        Duration indexExpiry,
    @Option(
            value = "The sorted set that holds every vCon.",
            name = "VCON_SORTED_SET_NAME",
            defaultValue = "vcons")
        String sortedSetName,
    @Option(
            value =
                "Whether a document that is missing in Redis is looked up in all storages of the"
                    + " file.",
            name = "VCON_STORAGE_FALLBACK_ENABLED",
            defaultValue = "true")
        boolean storageFallback) {

  public CompatConfig {
    Range.checkPositive("VCON_REDIS_EXPIRY", redisExpiry);
    Range.checkPositive("VCON_CONTEXT_EXPIRY", contextExpiry);
    Range.checkPositive("VCON_INDEX_EXPIRY", indexExpiry);
  }
}
