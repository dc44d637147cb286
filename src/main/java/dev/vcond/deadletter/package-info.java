/**
 * What failed, why, and the way back.
 *
 * <p>In flow failed outcomes; out flow ids on dead-letter lists with a record beside them, and
 * replays that write only what is missing. The list holds bare ids, because other tools read it:
 * the list is the truth, the record explains.
 */
@NullMarked
package dev.vcond.deadletter;

import org.jspecify.annotations.NullMarked;
