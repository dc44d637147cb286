/**
 * vCons as files in a folder.
 *
 * <p>In flow bytes and an id; out flows one file per vCon. It is written under a temporary name,
 * synced and renamed, so a reader never sees half a document and a power cut never leaves one.
 */
@NullMarked
package dev.vcond.storage.file;

import org.jspecify.annotations.NullMarked;
