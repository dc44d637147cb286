/**
 * The document: its id, its bytes, its tree, and the rules by which it is read and written.
 *
 * <p>In flow bytes as a producer posted them; out flow the same bytes as long as nobody changed the
 * document, and otherwise bytes that keep unknown members, member order and number text. The tree
 * is made only when somebody asks for it.
 *
 * <p>Typed classes for every vCon object were decided against: they would drop what they do not
 * know. Nothing but Jackson is used, so the room can be read, tested and trusted by itself.
 */
@NullMarked
package dev.vcond.vcon;

import org.jspecify.annotations.NullMarked;
