/**
 * Redis: claims, acks, ownership, heartbeats and documents.
 *
 * <p>In flow ids from ingress lists; out flow deliveries, and for every finished one a single
 * script that pushes, records and removes it. Lettuce stays in this room.
 *
 * <p>Ownership is one hash per list, keyed by id. A second list of ids in work was decided against:
 * the same id can be claimed twice, and removing "one such id" removes the wrong claim. BLPOP is
 * never used, it loses what it pops.
 */
@NullMarked
package dev.vcond.queue;

import org.jspecify.annotations.NullMarked;
