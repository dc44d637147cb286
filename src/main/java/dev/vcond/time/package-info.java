/**
 * Clocks, deadlines and waiting.
 *
 * <p>In flow durations; out flow deadlines that are counted by the monotonic clock. All other rooms
 * take the time from here, so that a test can set it: a direct call of {@code Instant.now()} or
 * {@code Thread.sleep} elsewhere fails the build.
 */
@NullMarked
package dev.vcond.time;

import org.jspecify.annotations.NullMarked;
