/**
 * One vCon through the links and storages of a chain.
 *
 * <p>In flow a chain and a document; out flows an outcome: completed, halted, or failed at a named
 * step. Outcomes are values, not exceptions, so each caller has to say what it does with each of
 * them.
 *
 * <p>Redis, pools and meters are not known here: what the engine decides can be tested without a
 * server.
 */
@NullMarked
package dev.vcond.chain;

import org.jspecify.annotations.NullMarked;
