/**
 * The life of the daemon: wiring, start, quiet, stop with a deadline, reload.
 *
 * <p>In flows a loaded configuration; out flow running loops that can be stopped in reverse order
 * of their start. This is the only room that knows the drawers ({@code link.tag}, {@code
 * storage.file}, ...): it holds the list of the built-in ones.
 *
 * <p>A configuration becomes a {@code Blueprint} before anything is opened: modules found, options
 * bound. Opening comes later and elsewhere ({@code Wiring}), so that a file with one wrong option
 * never starts half a daemon, and {@code vcond check} is the first half of {@code vcond run}, not a
 * second opinion.
 *
 * <p>Wired by hand. A container was decided against: the wiring is one readable page, mistakes in
 * it are compile errors, and the start is faster.
 */
@NullMarked
package dev.vcond.app;

import org.jspecify.annotations.NullMarked;
