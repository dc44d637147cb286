package dev.vcond.metrics;

import java.time.Duration;

/**
 * What a chain of this instance does.
 *
 * @param running documents in work
 * @param limit the most that may be in work
 * @param idle how long ago its fetch loop last went round
 */
public record ChainUse(int running, int limit, Duration idle) {}
