/**
 * Posts each vCon to addresses that only take.
 *
 * <p>In flow a document and an id; out flows the same document, once every address has taken it.
 *
 * <ul>
 *   <li><b>An address that refuses is a failure.</b> vcon-server logs the status and goes on, so a
 *       receiver that was away for a minute has lost what came then, and nobody knows.
 *   <li><b>One address does not stand in the way of another:</b> all are posted to before the first
 *       failure counts.
 *   <li><b>A further attempt posts only what is owed.</b> The engine calls again with the very same
 *       document, so what came of each address is remembered beside it, as long as it is in memory.
 *       A run after that, such as a replay, posts to all again: to know better would need a record
 *       of its own for each address, and {@code Idempotency-Key} tells a repetition.
 *   <li><b>One after the other,</b> in the order of the file, as vcon-server does: some receivers
 *       rely on the first one having it already.
 * </ul>
 */
@NullMarked
package dev.vcond.link.webhook;

import org.jspecify.annotations.NullMarked;
