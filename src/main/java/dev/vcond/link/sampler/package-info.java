/**
 * Lets a part of the vCons pass.
 *
 * <p>In flows a document; out flows the same document, or a halt with the code {@code
 * not_in_sample}. The four methods decide as vcon-server's do, with one exception: a seed. There it
 * starts the generator anew for every vCon, so that all of them get the same answer and the chain
 * passes everything or nothing. Here it is mixed with the id: the same vCon always gets the same
 * answer, on every instance and after every restart, and different vCons get different ones.
 */
@NullMarked
package dev.vcond.link.sampler;

import org.jspecify.annotations.NullMarked;
