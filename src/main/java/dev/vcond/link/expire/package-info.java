/**
 * Gives the document in Redis a time to live.
 *
 * <p>In and out flows the same document; the result asks the engine for the expiry. vcon-server
 * sets it on the spot, so that a document can be gone before its storages have it, or while it
 * waits on a list for somebody to mend them. Here it is set in the ack's script, when every storage
 * has the document (or it is owed: then for as long as that may take) or when the run was halted. A
 * run that fails sets nothing: the dead letter keeps its document, and the replay sets it.
 *
 * <p>So this link shows the id to nobody and asks for no write-back before it.
 */
@NullMarked
package dev.vcond.link.expire;

import org.jspecify.annotations.NullMarked;
