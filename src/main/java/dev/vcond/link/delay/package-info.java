/**
 * Waits before the next link.
 *
 * <p>In and out flows the same document. The wait holds a permit and nothing else: it sleeps on the
 * vCon's virtual thread and ends at once when the run is interrupted.
 */
@NullMarked
package dev.vcond.link.delay;

import org.jspecify.annotations.NullMarked;
