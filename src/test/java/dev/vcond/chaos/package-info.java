/**
 * {@code bin/chaos}: the promise that nothing is lost, put to the test.
 *
 * <p>Real servers and several daemons as processes of their own work under a load whose outcome is
 * known, while faults are injected at random from a seed. Then the faults stop, everything drains,
 * and every id is accounted for.
 *
 * <ul>
 *   <li><b>What is read back is read without vcond.</b> Files with {@code java.nio}, rows with
 *       JDBC, Redis over its wire protocol, and what came over HTTP was kept by a server of its
 *       own. A bookkeeper who asked the storages could only show that they agree with themselves.
 *   <li><b>What is not known is counted both ways.</b> A push whose answer was lost may have
 *       happened; such an id may be finished once more, and only then.
 *   <li><b>Faults come from a bag that is shuffled by the seed,</b> so that each has its turn. The
 *       schedule repeats with the seed, what the machine makes of it does not.
 *   <li><b>Histories come from Redis itself.</b> Its append-only file holds every write in its
 *       order with its second; for an id that went wrong those lines are printed beside what was
 *       injected.
 * </ul>
 *
 * <p>Redis runs with {@code appendfsync always}: what it forgets by itself is not vcond's to keep.
 * The same reason sets Postgres to wait for the disk.
 */
@NullMarked
package dev.vcond.chaos;

import org.jspecify.annotations.NullMarked;
