package dev.vcond.metrics;

/**
 * Connections of a storage's pool.
 *
 * @param active in use
 * @param idle open and free
 * @param pending callers that wait for one
 * @param limit the most the pool will open
 */
public record PoolUse(int active, int idle, int pending, int limit) {}
