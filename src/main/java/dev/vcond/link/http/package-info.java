/**
 * Any service as a link.
 *
 * <p>In flows a document; out flows a POST of its bytes. What comes back is the document as the
 * service leaves it, nothing, or an envelope that says what is to be done.
 *
 * <ul>
 *   <li><b>An empty answer changes nothing</b> and the chain goes on: that is what 204 means to
 *       everybody who writes a service. A program that writes nothing halts, as a link of
 *       vcon-server does that returns nothing; a service says so in an envelope.
 *   <li><b>Whether answers are envelopes is an option,</b> not a matter of what one looks like.
 *   <li><b>The status decides who is to blame</b> (see {@link dev.vcond.request}): what is tried
 *       again, what the document did, what an operator has to mend.
 *   <li><b>The largest answer is fixed,</b> unlike that of {@code links.exec}: an answer declares
 *       its length, and one that is too long is refused before it is read.
 * </ul>
 */
@NullMarked
package dev.vcond.link.http;

import org.jspecify.annotations.NullMarked;
