/**
 * One vCon through the links and storages of a chain.
 *
 * <p>In flow a chain and a document; out flows an outcome: completed, halted, or failed at a named
 * step. Outcomes are values, not exceptions, so each caller has to say what it does with each of
 * them.
 *
 * <p>Redis, pools and meters are not known here: what the engine decides can be tested without a
 * server.
 *
 * <p>Which vCons pass by a link for its {@code sampling_rate} is drawn from a hash of the id and
 * the step's name, not by chance as vcon-server does it: a run after a crash or a replay decides as
 * the first one did, and two steps decide independently.
 *
 * <p>What is owed to a storage is paid back by a chain as well, which has that storage alone. Its
 * rate is limited by eight documents at a time and not by a clock: how fast a storage that is just
 * back may be is its own affair.
 */
@NullMarked
package dev.vcond.chain;

import org.jspecify.annotations.NullMarked;
