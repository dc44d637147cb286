/**
 * The life of the daemon: wiring, start, quiet, stop with a deadline, reload.
 *
 * <p>In flows a loaded configuration; out flow running loops that can be stopped in reverse order
 * of their start. This is the only room that knows the drawers ({@code link.tag}, {@code
 * storage.file}, ...): it holds the list of the built-in ones.
 *
 * <p>What comes from elsewhere is loaded in {@code app.plugin}. The {@code Catalog} does not say
 * where a module is from, so nobody else knows that there are plugins; what reads a configuration
 * adds the plugins of its folder to the catalog and closes them after all that they opened.
 *
 * <p>A configuration becomes a {@code Blueprint} before anything is opened: modules found, options
 * bound. Opening comes later and elsewhere ({@code Wiring}), so that a file with one wrong option
 * never starts half a daemon, and {@code vcond check} is the first half of {@code vcond run}, not a
 * second opinion.
 *
 * <p>What one configuration opens is a {@code Generation}, what works while Redis is connected are
 * the {@code Workers}; a reload will replace the first under the second. The {@code Launcher}
 * starts the admin server before Redis is looked for, and the {@code Daemon} looks for it in the
 * background: it can be asked why it is not ready, and be stopped, at any time.
 *
 * <p>A stop goes the way of the documents: no claims, what runs may end ({@code Drain}),
 * interrupted code leaves, the heart ends, ids go back, and only then are links and storages
 * closed, the connections to Redis after them and an embedded Redis last. While Redis is away it
 * waits for nothing: no run can end then, and what is in flight is found by the next start.
 *
 * <p>Wired by hand. A container was decided against: the wiring is one readable page, mistakes in
 * it are compile errors, and the start is faster.
 */
@NullMarked
package dev.vcond.app;

import org.jspecify.annotations.NullMarked;
