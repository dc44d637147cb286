/**
 * Redis: claims, acks, ownership, heartbeats and documents.
 *
 * <p>In flow ids from ingress lists; out flow deliveries, and for every finished one a single
 * script that pushes, records and removes it. Lettuce stays in this room.
 *
 * <p>Ownership is one hash per list, keyed by id. A second list of ids in work was decided against:
 * the same id can be claimed twice, and removing "one such id" removes the wrong claim. BLPOP is
 * never used, it loses what it pops.
 *
 * <p>A script does not roll back, and an error in its middle leaves what was done: an id pushed but
 * still in flight would be pushed at every further attempt. So each script asks for the types and
 * the permissions it needs before its first write.
 *
 * <p>An attempt to end a run counts as "may have been heard" unless Redis refused it unread or it
 * never left this process. Only then does "nobody holds the id" mean that it was done; otherwise
 * Redis forgot.
 *
 * <p>RedisJSON spells a document its own way, so a write-back that is repeated after a lost answer
 * cannot recognise its own text: the record keeps what was sent and how it is spelled.
 */
@NullMarked
package dev.vcond.queue;

import org.jspecify.annotations.NullMarked;
