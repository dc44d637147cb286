/** Real servers for the tests of this project; outside adapters get theirs from the kit's proxy. */
@NullMarked
package dev.vcond.testserver;

import org.jspecify.annotations.NullMarked;
