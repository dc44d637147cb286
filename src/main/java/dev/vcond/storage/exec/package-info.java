/**
 * Any program as a storage.
 *
 * <p>In flow bytes and an id; out flows one process per call: {@code command... save|get|delete
 * <id>}, the document on its standard input or output, the answer as its exit code. The options
 * tell the rest; what is decided here:
 *
 * <ul>
 *   <li><b>No shell.</b> The command is a list, and the id is the only thing that is added to it.
 *       What a document says reaches the program on standard input and in the environment.
 *   <li><b>Nothing leaks in.</b> Of the daemon's own environment a program gets what it cannot do
 *       without; the rest is what {@code env} says, where {@code ${NAME}} passes a variable on. One
 *       way instead of a list of names beside a list of values.
 *   <li><b>A session of its own</b> for each process, by {@code setsid}, so that one signal to the
 *       group ends it with all it started: at a time-out, when it writes too much, when the storage
 *       is closed. KILL at once: a save that is cut short has to leave the old or the new document
 *       after a power cut, too. What a program leaves behind when it ends by itself is its own
 *       affair; it cannot hold a call up, because nothing here waits for the end of a pipe.
 *   <li><b>Looked at, not waited on.</b> Reading from a pipe would block the carrier of a virtual
 *       thread, of which there are as many as processors, and no interrupt ends it. So the caller
 *       waits for the process and reads what has come in the meantime. Only standard input, which
 *       cannot be asked whether it takes more, has a thread: a platform thread, for the same
 *       reason. It reads the shared bytes of the document through one buffer.
 *   <li><b>The exit code counts</b> and nothing else. 0 means stored even if the program has not
 *       read all of its input: it may know the document already. 3, not there, means for a save
 *       that the place to store into is missing, which is what 404 on a POST means.
 *   <li><b>No temporary files:</b> they would need room for every document in work, and hold what
 *       should lie nowhere else.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.exec;

import org.jspecify.annotations.NullMarked;
