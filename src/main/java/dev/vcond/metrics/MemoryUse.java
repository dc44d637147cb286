package dev.vcond.metrics;

/**
 * Memory for documents in work, in bytes.
 *
 * @param reserved taken now
 * @param limit what may be taken
 */
public record MemoryUse(long reserved, long limit) {}
