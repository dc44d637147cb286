/**
 * What happens on the way of a vCon, told to whoever listens.
 *
 * <p>In flow events from the steps; out they go to listeners (metrics, log, a demo's progress bar).
 * One sealed type gives the log line and the meter, so they cannot tell different stories. A broken
 * listener cannot break work.
 */
@NullMarked
package dev.vcond.event;

import org.jspecify.annotations.NullMarked;
