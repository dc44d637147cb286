/**
 * Any program as a link.
 *
 * <p>In flows a document; out flows one process per call, or one line to a process that stays. What
 * it writes is the document as it leaves it, or an envelope that says what is to be done. The
 * options tell the rest; what is decided here:
 *
 * <ul>
 *   <li><b>The simplest program works:</b> {@code jq} or ten lines of Python that read standard
 *       input and write standard output. Whatever else a link can do, it does by an envelope, which
 *       has to be asked for, so that no document is ever taken for one, nor the other way round.
 *   <li><b>The exit code of EX_TEMPFAIL, 75, is temporary</b> here, as sysexits.h has it; an end by
 *       a signal, too, because that is how the system ends who took too much memory. All others are
 *       final: a program that knows better says so. {@code storage.exec} is the other way round,
 *       because a storage that fails is away more often than wrong.
 *   <li><b>A vCon at a time for each process that stays.</b> Answers that overtake each other would
 *       make every program one with a scheduler; who wants to do more at once has more processes.
 *       The number of the request is in the answer all the same: a program that answers twice must
 *       not answer for the next vCon.
 *   <li><b>Whatever does not end well ends its process:</b> a time-out, a line too long, an answer
 *       to nothing. The next call starts a new one; the place is free at once, not when the old one
 *       is gone. An {@code error} in an envelope is an answer and ends nothing.
 *   <li><b>Processes start when there is work,</b> not with vcond: a link whose program is slow to
 *       load does not hold up the start, and one that is never reached costs nothing. That the
 *       program can be run at all is looked at when the link is opened.
 *   <li><b>Three threads for each process that stays</b> (see {@link dev.vcond.process} for why its
 *       pipes are not read on virtual ones): their number is bounded by {@code processes}.
 *   <li><b>The largest answer grows with the question:</b> 16 MiB and four times the vCon hold what
 *       links add and what escapes make of a text; a program that runs wild is stopped long before
 *       the heap is full.
 * </ul>
 */
@NullMarked
package dev.vcond.link.exec;

import org.jspecify.annotations.NullMarked;
