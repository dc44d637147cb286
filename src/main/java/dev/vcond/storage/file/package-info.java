/**
 * vCons as files in a folder.
 *
 * <p>In flow bytes and an id; out flows one file per vCon, {@code <id>.json} in lower case, flat or
 * in {@code YYYY/MM/DD} folders.
 *
 * <ul>
 *   <li><b>Never half a document.</b> A draft with a name of its own in the target's folder is
 *       written and synced, takes the target's name in one rename, and the folder is synced. So a
 *       reader never sees a part, and neither does whoever looks after a power cut. A folder for
 *       drafts elsewhere was decided against: renames between folders take a lock of the whole file
 *       system, and a day may be a mount of its own.
 *   <li><b>Folder syncs are shared</b> by all saves that wait for one: under load one fsync makes
 *       dozens of names durable.
 *   <li><b>One file per document.</b> When a document's {@code created_at} or the options change,
 *       its file moves. After the rename a save removes what it saw before it wrote in the top
 *       folder, in the target's folder, and in the days around the time in a time-based id. If no
 *       file had the target's name, in all other days too: with more than a few days that takes
 *       thousands of calls, so such looks may take only a tenth of the time. At up to some hundred
 *       new documents a second every save looks everywhere. Above, a random id whose {@code
 *       created_at} was changed may keep a file under the old date; {@code get} then answers the
 *       one that was stored last, and {@code delete} removes all. An index of ids was decided
 *       against: it would have to be built by walking the tree and be wrong as soon as somebody
 *       else moves a file.
 *   <li><b>No walk of the tree.</b> Reading asks for the possible names: near first (flat, the days
 *       around the id's time), then each existing day, newest first.
 *   <li><b>Bytes, not trees.</b> Documents are written as they are; {@code pretty} indents bytes on
 *       their way, so numbers and escapes stay what they were.
 *   <li><b>The top folder is made once.</b> If it vanishes while the storage works, or the file
 *       system that it lay on is unmounted, everything fails until it is back: a folder made anew
 *       would lie hidden under the mount point, and "not there" would be said of documents that
 *       are. Each save looks before and after (two calls to the system), so that nothing is
 *       reported as stored that went under the mount meanwhile.
 *   <li><b>The system's errors become advice</b> where an operator has to act; all others are left
 *       to the engine, which tries again.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.file;

import org.jspecify.annotations.NullMarked;
