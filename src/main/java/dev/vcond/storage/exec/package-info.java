/**
 * Any program as a storage.
 *
 * <p>In flow bytes and an id; out flows one process per call: {@code command... save|get|delete
 * <id>}, the document on its standard input or output, the answer as its exit code. The options
 * tell the rest; what is decided here:
 *
 * <ul>
 *   <li><b>No shell, nothing leaks in, no temporary files:</b> see {@link dev.vcond.process}. Of
 *       lists of variables there is one, {@code env}, where {@code ${NAME}} passes one on.
 *   <li><b>KILL at once</b> at a time-out, when it writes too much, when the storage is closed: a
 *       save that is cut short has to leave the old or the new document after a power cut, too.
 *       What a program leaves behind when it ends by itself is its own affair.
 *   <li><b>The exit code counts</b> and nothing else. 0 means stored even if the program has not
 *       read all of its input: it may know the document already. 3, not there, means for a save
 *       that the place to store into is missing, which is what 404 on a POST means.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.exec;

import org.jspecify.annotations.NullMarked;
