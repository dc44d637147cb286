/**
 * What failed, why, and the way back.
 *
 * <p>In flow failed outcomes; out flow ids on dead-letter lists with a record beside them, and
 * replays that write only what is missing. The list holds bare ids, because other tools read it:
 * the list is the truth, the record explains. An entry may be anything that somebody pushed:
 * without a record, no id, megabytes long.
 *
 * <p>A bulk replay works at the head of the list and turns it by one full round, in scripts that
 * look at some hundred entries each. Removing entries by value was decided against: each removal
 * searches the list, which is quadratic. Entries move by LMOVE instead of a push and a later
 * removal, because then there is no moment at which one is on both lists or on none. A round is as
 * long as the list was when it began: what fails again meanwhile comes to the end and would
 * otherwise go round for ever.
 *
 * <p>Dropping entries, rates and rounds that are taken up again after an interruption find their
 * place in {@link dev.vcond.deadletter.Replay}: as further fates of an entry in its script, and
 * between its steps.
 */
@NullMarked
package dev.vcond.deadletter;

import org.jspecify.annotations.NullMarked;
