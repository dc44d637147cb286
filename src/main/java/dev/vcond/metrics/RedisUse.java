package dev.vcond.metrics;

/**
 * How Redis does; a number below zero is not known.
 *
 * @param roundTripSeconds of the last heartbeat that was answered
 * @param heartbeatAgeSeconds since that one was sent
 * @param usedBytes memory in use
 * @param limitBytes the most it will use; 0 for no limit
 */
public record RedisUse(
    double roundTripSeconds, double heartbeatAgeSeconds, long usedBytes, long limitBytes) {}
