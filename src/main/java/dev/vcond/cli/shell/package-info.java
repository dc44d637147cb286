/**
 * What a shell and {@code man} know about the command line, made from the commands themselves.
 *
 * <p>In flows picocli's model of the commands; out flows the text of a manual page or of a
 * completion script. The script for bash is picocli's own. For zsh and fish it has none, and its
 * bash script in zsh shows no descriptions.
 */
@NullMarked
package dev.vcond.cli.shell;

import org.jspecify.annotations.NullMarked;
