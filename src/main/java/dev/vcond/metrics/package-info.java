/**
 * Meters, made from events.
 *
 * <p>In flow events and gauges' sources; out flows the text that Prometheus reads. Every name
 * stands in one file. No label carries an id: a meter per vCon would be a leak.
 */
@NullMarked
package dev.vcond.metrics;

import org.jspecify.annotations.NullMarked;
