/**
 * What failed, why, and the way back.
 *
 * <p>In flow failed outcomes; out flow ids on dead-letter lists with a record beside them, and
 * replays that write only what is missing. The list holds bare ids, because other tools read it:
 * the list is the truth, the record explains. An entry may be anything that somebody pushed:
 * without a record, no id, megabytes long.
 *
 * <p>Bulk work reads some hundred entries at the head of the list, decides here what becomes of
 * each, and has a script do it that checks that the head is still what was read: so every condition
 * is plain Java, the same for counting, listing, replaying and dropping. What is not meant goes to
 * the end of the list. Removing entries by value was decided against: each removal searches the
 * list, which is quadratic. Setting the kept ones aside was, too: other tools would see half a
 * list, and a crash would leave letters where nobody looks.
 *
 * <p>A round is as long as the list was when it began: what fails again meanwhile comes to the end
 * and would otherwise go round for ever. How much of it is left stands in Redis from its first kept
 * entry on. A round that is interrupted turns the rest unread; if it could not even do that, the
 * next one does. Only letters that came during a round then stand among older ones. Two rounds at a
 * time would each see half of the list, so the second is refused; a lock of 30 s without a sign of
 * life counts as left behind.
 *
 * <p>Dropping takes the entry and its record and leaves the document to its own time to live:
 * somebody else may have posted it again, or it may be on another list. What the sweep of the
 * daemon no longer finds on a list it no longer keeps alive.
 */
@NullMarked
package dev.vcond.deadletter;

import org.jspecify.annotations.NullMarked;
