package dev.vcond.metrics;

import java.time.Instant;

/**
 * Which configuration runs.
 *
 * @param current whether the file as it is now does, or it is wrong
 * @param since when the one that runs was read
 */
public record ConfigUse(boolean current, Instant since) {}
