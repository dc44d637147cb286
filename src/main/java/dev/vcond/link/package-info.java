/**
 * The contract of a link, and one drawer per link.
 *
 * <p>In flows a document that may be changed; out flows a result: continue (with routes), swap to
 * another id, or halt. A link never pushes ids itself: routes leave in the ack's script, together
 * with the rest or not at all. Links do not know each other.
 *
 * <p>What every link would need is the engine's: which vCons a link is called for ({@code only_if},
 * {@code sampling_rate}), how long it may take, and the repetition of what failed only for a while
 * ({@link dev.vcond.link.TemporaryFailure}). So a link has no loop, no wait and no filter of its
 * own, and {@code retry} means the same as for storages. Retries are off unless the link asks for
 * them by what it throws: nobody else knows whether a second call is safe.
 */
@NullMarked
package dev.vcond.link;

import org.jspecify.annotations.NullMarked;
