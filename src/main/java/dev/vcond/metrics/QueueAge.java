package dev.vcond.metrics;

/**
 * How long ids of a list have waited and can wait; a number below zero is not known.
 *
 * @param headSeconds how long the oldest id has waited, at least
 * @param expirySeconds until the first body expires
 */
public record QueueAge(double headSeconds, double expirySeconds) {}
