/**
 * The command line: one class per command.
 *
 * <p>In flow arguments, the terminal and the environment; out flow text, {@code --json} and an exit
 * code. What a command does is done by {@code app}: a rule that only a command knows could not be
 * used by the daemon or by a test. This is the only room that prints to standard output; everything
 * else logs.
 */
@NullMarked
package dev.vcond.cli;

import org.jspecify.annotations.NullMarked;
