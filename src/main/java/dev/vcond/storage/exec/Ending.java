package dev.vcond.storage.exec;

/**
 * How a process ended.
 *
 * @param code its exit code; 128 and the number of the signal that killed it
 * @param output its standard output; empty for others than {@link Verb#GET}
 * @param errors its standard error
 */
record Ending(int code, Output output, Excerpt errors) {}
