/**
 * vCons as rows of a Postgres table.
 *
 * <p>In flow bytes and metadata; out flows one row per vCon, written by upsert. The pool and the
 * driver stay in this room.
 *
 * <ul>
 *   <li><b>A group is one statement.</b> The documents of a group travel as one binary parameter,
 *       and arrays beside it say where each begins. A row of placeholders per document was decided
 *       against: its text differs with the size of the group, so the server would parse and plan it
 *       again and again. Arrays of documents would be copied twice on our side and escaped.
 *   <li><b>The table is looked at before it is used.</b> Its columns decide about the statements,
 *       so tables of vcon-server and of others are filled as they are. When the server says that
 *       the table is not what it was, it is looked at again at the next attempt.
 *   <li><b>Made once.</b> Instances that start together agree by an advisory lock. Nothing is
 *       locked and no right to create is needed where the table is there.
 *   <li><b>An outage is seen at once.</b> While no connection is open, a call knocks by itself and
 *       fails with the server's own words; a pool would try on until its time-out, with a wrong
 *       password too.
 *   <li><b>What cannot be bounded here is bounded twice.</b> The server ends statements after
 *       {@code statement_timeout}; the connection is given up after {@code socket_timeout}; an
 *       interrupt closes it at once.
 *   <li><b>Messages never quote documents</b>: the driver is told to leave the server's details
 *       out.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.postgres;

import org.jspecify.annotations.NullMarked;
