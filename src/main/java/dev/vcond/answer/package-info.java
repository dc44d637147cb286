/**
 * What comes back from whoever was given a vCon to work on, a program ({@code links.exec}) or a
 * service ({@code links.http}): drawers do not know each other, so it has a room of its own above
 * the contract of links.
 *
 * <p>In flow bytes; out flows a revised document or a result for the engine.
 *
 * <ul>
 *   <li><b>A vCon, or an envelope,</b> which has to be asked for: no document is ever taken for
 *       one, nor the other way round.
 *   <li><b>Another uuid, or none, is a failure:</b> what answers {@code {"status": "ok"}} would
 *       else replace every vCon with that. A swap is asked for by name.
 *   <li><b>A member that is unknown is a failure.</b> A misspelled {@code halt} would let pass what
 *       was to be held back.
 * </ul>
 */
@NullMarked
package dev.vcond.answer;

import org.jspecify.annotations.NullMarked;
