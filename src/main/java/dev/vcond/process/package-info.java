/**
 * Child programs: what {@code storage.exec} and {@code links.exec} have in common. Drawers do not
 * know each other, so it has a room of its own below them.
 *
 * <p>In flow a command, the variables it may see, and bytes for its standard input; out flows how
 * it ended: its exit code, its output up to a bound, and the beginning and the end of what it said.
 *
 * <ul>
 *   <li><b>No shell.</b> A command is a list of words that reach the program as they are.
 *   <li><b>Nothing leaks in.</b> Of the daemon's own environment a program gets what it cannot do
 *       without; the rest is what its options say. What it was entrusted with is taken out of what
 *       it says again.
 *   <li><b>A session of its own</b> for each process, by {@code setsid}, so that one signal to the
 *       group ends it with all it started. The signal is sent by kill(2) itself: a shell that does
 *       it would be a process more for each one that ends.
 *   <li><b>Who leaves the session is found by a mark</b> in the environment, which whatever a
 *       process starts inherits: at once when a process is killed, and within two seconds when it
 *       has ended and left something behind. A process that clears its environment and its session
 *       gets away; only the control group of the service holds it. To be the reaper of all orphans
 *       (prctl) would make the daemon wait for children that it does not know, beside the JDK that
 *       waits for those that it knows.
 *   <li><b>Looked at, not waited on.</b> Reading from a pipe would block the carrier of a virtual
 *       thread, of which there are as many as processors, and no interrupt ends it. So the caller
 *       waits for the process and reads what has come in the meantime. Only standard input, which
 *       cannot be asked whether it takes more, has a thread: a platform thread, for the same
 *       reason. Nothing waits for the end of a pipe, so whoever inherited one holds nobody up.
 *   <li><b>No temporary files:</b> they would need room for every document in work, and hold what
 *       should lie nowhere else.
 *   <li><b>Standard error is no channel to fill a disk by:</b> the log gets so many remarks a
 *       second and program, and the pipe is emptied however much comes. A remark is a line, or a
 *       whole stack trace: an operator who searches for the link finds what belongs to it in one
 *       piece.
 * </ul>
 */
@NullMarked
package dev.vcond.process;

import org.jspecify.annotations.NullMarked;
