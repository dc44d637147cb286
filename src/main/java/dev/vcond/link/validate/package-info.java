/**
 * Checks vCons against a JSON schema.
 *
 * <p>In flows a document; out flows the same document, the document with a tag, a halt, or a
 * failure that says where the document is not what the schema wants.
 *
 * <ul>
 *   <li><b>One schema for three forms and all drafts.</b> Producers of 0.0.1 to 0.4.0 and without a
 *       {@code vcon} at all push to the same list, and a strict schema of the last draft would
 *       refuse every vCon that vcon-server has tagged. What a draft gave another meaning is open,
 *       what all drafts agree on is checked. The choice by {@code if} and not by {@code oneOf}: an
 *       error then speaks of the form that the document has, and not of the other two.
 *   <li><b>It sees the shared tree</b>, with current names, whose large texts stay bytes. The
 *       shipped schema asks nothing about bodies, so a recording of 50 MB costs no more than a line
 *       of text.
 *   <li><b>Reasons are our own words</b>, made of the schema: the library quotes the document.
 *   <li><b>Everything ends, and nobody waits for it.</b> Patterns look whether their thread was
 *       interrupted and let others run meanwhile, the walk looks too, and the errors that are kept
 *       are few. Java's own patterns would run on after a time-out, on one of the few threads that
 *       carry all vCons; twenty of them held up every other chain for twenty seconds.
 *   <li><b>Nothing is fetched.</b> A schema that refers to another file or address is refused at
 *       the start: it might not be there, or be another one, with the next vCon.
 *   <li>Options compile the schema once to refuse a wrong one with its line in the configuration,
 *       and the link once more: options are data.
 * </ul>
 */
@NullMarked
package dev.vcond.link.validate;

import org.jspecify.annotations.NullMarked;
