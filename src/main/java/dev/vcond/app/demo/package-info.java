/**
 * {@code vcond demo}: the whole daemon on servers of its own, with vCons of its own, and a proof.
 *
 * <p>In flow a count and a seed; out flow notices while it goes and a result at the end. The demo
 * is a user of the daemon and not a part of it: it writes a {@code config.yml}, launches what
 * {@code vcond run} launches, pushes ids as any producer, and hears of the work as any listener.
 *
 * <ul>
 *   <li><b>Nothing is left behind.</b> All of it lies in one temporary folder, the servers'
 *       programs included; the folder goes last. What a {@code kill -9} leaves is what the {@link
 *       dev.vcond.app.embedded.Reaper} is for.
 *   <li><b>What it measures is meant to be true.</b> Redis keeps its log, Postgres and the files
 *       wait for the disk, ids are pushed in one go to a daemon that has just started.
 *   <li><b>A demo that cannot fail shows nothing.</b> Its proof shares no code with what it proves:
 *       see {@code proof}.
 * </ul>
 */
@NullMarked
package dev.vcond.app.demo;

import org.jspecify.annotations.NullMarked;
