/**
 * Pushes a vCon to the lists that belong to its tags.
 *
 * <p>In flows a document; out flows the same document with the lists of its tags as routes, which
 * the engine pushes in the ack's script. So a vCon that fails later in the chain is routed once,
 * when its replay has come through, and never twice.
 *
 * <p>A tag is what vcon-server takes for one: a text {@code name:value}, or a member of a body that
 * is an object. A text without a colon is none.
 */
@NullMarked
package dev.vcond.link.router;

import org.jspecify.annotations.NullMarked;
