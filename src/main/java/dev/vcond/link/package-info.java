/**
 * The contract of a link, and one drawer per link.
 *
 * <p>In flows a document that may be changed; out flows a result: continue (with routes), swap to
 * another id, or halt. A link never pushes ids itself: routes leave in the ack's script, together
 * with the rest or not at all. Links do not know each other.
 */
@NullMarked
package dev.vcond.link;

import org.jspecify.annotations.NullMarked;
