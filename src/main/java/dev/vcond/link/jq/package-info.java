/**
 * Lets the vCons pass that a jq filter chooses.
 *
 * <p>In flows a document; out flows the same document, or a halt with the code {@code
 * filtered_out}. The filter is compiled once, when the configuration is read, and tried on an empty
 * and on a small vCon: what is no jq, and functions that are not there, are errors of the
 * configuration and not of every vCon.
 *
 * <p>As in vcon-server the first output decides, taken as Python takes a value for true. Different
 * from there: a filter that fails on a document sends it to the dead-letter list, where vcon-server
 * logs it and drops the vCon; and only the first output is computed, so an error behind it does not
 * count.
 *
 * <p><b>Filters that do not end.</b> The interpreter never looks at interrupts. So every builtin
 * function is wrapped: each call and each output of one counts as a step and looks for the
 * interrupt of the step's time-out. That stops {@code range}, {@code repeat}, {@code until},
 * regular loops over large documents, and bounds the memory of what they collect. Recursion without
 * end ends at the stack. Not stopped are a filter's own functions that branch without calling a
 * builtin ({@code def f(n): if n == 0 then 0 else f(n-1), f(n-1) end; [f(60)]}), and one huge text
 * ({@code "x" * 1e9}) takes its memory at once: such a vCon takes the daemon's restart and ends as
 * {@code poison}. Decided against a thread or process per call: it would cost every vCon more than
 * the filter does.
 */
@NullMarked
package dev.vcond.link.jq;

import org.jspecify.annotations.NullMarked;
