/**
 * What the log looks like and how much it says.
 *
 * <p>In flow the events of SLF4J; out flow lines on standard error.
 *
 * <ul>
 *   <li><b>Who reads decides:</b> a person at a terminal gets text, everybody else one JSON object
 *       per line, whose members have the same names everywhere ({@link dev.vcond.event.LogFields}).
 *   <li><b>The journal gets its priorities</b> in front of each line ({@code <4>}, as sd-daemon(3)
 *       has it), which it takes off again: {@code journalctl -p warning} works, and what it keeps
 *       is JSON. Its own protocol would keep the members as fields, but of two ways to say
 *       something one is tried less often; a line on standard error is the same one everywhere.
 *   <li><b>A field that the message says already</b> is not repeated in text.
 *   <li><b>One event is one line</b>, whatever it quotes: an id taken from Redis may hold line ends
 *       and must not forge an entry. Only stack traces follow on lines of their own, in text.
 * </ul>
 */
@NullMarked
package dev.vcond.app.log;

import org.jspecify.annotations.NullMarked;
