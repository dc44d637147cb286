/**
 * Submitting documents from files: which there are, which id each has, and what became of it.
 *
 * <p>In flow paths and standard input; out flows a report that names every document that did not
 * reach the list. Here and not in {@code queue}, which knows Redis and no files, and not in the
 * command, so that rules such as "the first of two files with one id wins" have one place.
 */
@NullMarked
package dev.vcond.app.submit;

import org.jspecify.annotations.NullMarked;
