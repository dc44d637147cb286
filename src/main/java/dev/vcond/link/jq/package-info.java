/**
 * Lets the vCons pass that a jq filter chooses.
 *
 * <p>In flows a document; out flows the same document, or a halt with a code that tells a filter
 * that said no from one that said nothing. The filter is compiled once, when the configuration is
 * read, and not tried: one that does not end would keep {@code vcond check} from ending. What is no
 * jq, names that stand for nothing wherever they are, and patterns that are none are found by
 * looking at its tree, and are errors of the configuration and not of some vCon.
 *
 * <p>As in vcon-server the first output decides, taken as Python takes a value for true. Different
 * from there: a filter that fails on a document sends it to the dead-letter list, where vcon-server
 * logs it and drops the vCon; and nothing behind the first output counts, not even an error. A
 * second one is looked for only to tell it.
 *
 * <ul>
 *   <li><b>Filters that do not end.</b> The interpreter never looks at interrupts. So its tree is
 *       changed before it is used: each function, operator, pipe and list counts its steps and
 *       looks for the interrupt of the step's time-out. Decided against a thread or process per
 *       call: it would cost every vCon more than the filter does.
 *   <li><b>Patterns that do not end.</b> What {@code test} and its kin are made of is our own, on
 *       the same library of regular expressions. A search that takes longer than some milliseconds
 *       goes on in a platform thread, where it can be interrupted, holds up nobody, and is seen to
 *       take memory.
 *   <li><b>Filters that take all memory.</b> The daemon ends when its memory does, and every vCon
 *       with it. So what operators and functions would make is counted before they make it. Not
 *       counted is what a filter keeps besides: {@code [foreach range(100000) as $i (""; . + "x" *
 *       100)]} keeps a hundred thousand beginnings of one text. It takes the daemon's restart, and
 *       the vCon ends as {@code poison}.
 *   <li><b>jq's own grammar.</b> The interpreter wants an {@code else} and ends the scope of a
 *       definition too early. Both are mended in the text, which leaves places of errors as they
 *       are for whoever wrote it.
 *   <li>The tree's classes are internal to jackson-jq, and some of its fields private. Decided
 *       against a copy of it: the tests here notice what another version changes.
 * </ul>
 */
@NullMarked
package dev.vcond.link.jq;

import org.jspecify.annotations.NullMarked;
