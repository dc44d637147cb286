/**
 * Adds tags to the tags attachment of a vCon.
 *
 * <p>In flow the tags of the options, in every form that configurations of vcon-server use; out
 * flows a changed document, or an unchanged one if all tags were there.
 */
@NullMarked
package dev.vcond.link.tag;

import org.jspecify.annotations.NullMarked;
