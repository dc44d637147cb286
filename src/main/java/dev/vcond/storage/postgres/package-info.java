/**
 * vCons as rows of a Postgres table.
 *
 * <p>In flow bytes and metadata; out flows one row per vCon, written by upsert. Saves that arrive
 * together share a statement. The pool and the driver stay in this room.
 */
@NullMarked
package dev.vcond.storage.postgres;

import org.jspecify.annotations.NullMarked;
