/**
 * What the demo submits: vCons that look like those of real producers, and some that are broken on
 * purpose, each with what must become of it.
 *
 * <p>In flow a seed and a number; out flow ids, documents and their fates. Documents are made when
 * they are asked for and are the same at every time, so a demo of a hundred thousand vCons needs no
 * more memory than one of a hundred, and what was submitted can be told again when everything is
 * read back.
 *
 * <p>Templates with tokens and not code that builds trees: what differs between producers (blanks,
 * escapes, order, how a number is written) is just what a tree does not show. Nothing of this room
 * knows the code that it is meant to try.
 */
@NullMarked
package dev.vcond.app.demo.corpus;

import org.jspecify.annotations.NullMarked;
