/**
 * Slims vCons: bodies of dialogs are removed or moved out, analyses, attachments and system prompts
 * are removed.
 *
 * <p>In flows a document; out flows a smaller one, and to a bucket or an address what was in it.
 *
 * <ul>
 *   <li><b>Moved first, removed then.</b> A body leaves the document when whoever took it has said
 *       so, and all bodies leave it in one change at the end. vcon-server empties the body when the
 *       upload has failed; here the vCon fails and keeps everything.
 *   <li><b>The same content has the same name.</b> A run after a crash or a replay puts the object
 *       where the first one put it.
 *   <li><b>What was moved stands where the standard has it,</b> in {@code url} and {@code
 *       content_hash}, and it is the content itself: a recording is stored as audio and not as
 *       base64 in a text file. {@code reference: body} is the form of vcon-server, for those who
 *       read its vCons.
 *   <li><b>A checkpoint after an upload,</b> so that no later failure moves hundreds of megabytes
 *       again. Without one nothing is written back before the chain is through: a body that was
 *       only removed must not be lost by a chain that fails afterwards.
 *   <li><b>One body at a time is decoded,</b> beside the document: that is the memory it takes.
 * </ul>
 */
@NullMarked
package dev.vcond.link.diet;

import org.jspecify.annotations.NullMarked;
