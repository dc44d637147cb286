/**
 * From a claimed id to its end: the loop that claims while permits are free, and the processor of
 * one delivery.
 *
 * <p>In flow deliveries; out flow acks with their outcome. A permit is taken before the claim, so
 * no id waits in this process while another one has room for it. No type of the Redis client is
 * known here.
 */
@NullMarked
package dev.vcond.worker;

import org.jspecify.annotations.NullMarked;
