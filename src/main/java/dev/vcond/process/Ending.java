package dev.vcond.process;

/**
 * How a process ended.
 *
 * @param code its exit code; 128 and the number of the signal that killed it
 * @param output its standard output, if it was to be kept
 * @param errors its standard error
 */
public record Ending(int code, Output output, Excerpt errors) {}
