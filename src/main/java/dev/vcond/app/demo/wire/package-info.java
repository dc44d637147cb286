/**
 * The few words of Redis' protocol that the demo needs as a producer and as a reader.
 *
 * <p>In flow commands, out flow answers. Not by the client that the daemon uses: the demo plays the
 * other side, broken documents included, and a proof must not share the code that it is to prove.
 */
@NullMarked
package dev.vcond.app.demo.wire;

import org.jspecify.annotations.NullMarked;
