package dev.vcond.metrics;

/**
 * How full a list is; a number below zero is not known.
 *
 * @param depth ids waiting
 * @param inFlight ids claimed by any instance
 * @param deadLetters ids on its dead-letter list
 */
public record QueueDepth(long depth, long inFlight, long deadLetters) {}
