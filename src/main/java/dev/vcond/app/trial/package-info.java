/**
 * Tests of chains, beside a configuration: {@code vcond test}.
 *
 * <p>In flow a configuration and a file with tests; out flows, for each test, everything that is
 * not as it should be. Chains run in the engine that the daemon has, with the links that the
 * configuration names, their options, filters, time-outs and retries; only what is outside is
 * replaced: Redis by a map ({@code TrialPort}), storages by a note of what they got, services by a
 * server on loopback. So a test says what the daemon would do, and does nothing to anybody.
 *
 * <p>Services are replaced before any link sees its options: every address in them is one of the
 * server of the run. So no link needs a hook, plugins neither, and a real service cannot be called
 * by mistake; an address that no test answers for is a failed test. There is one port for each host
 * of the configuration, so that whatever a link does with the path, it is known which host it
 * meant. This is the second room with the JDK's HTTP server: that of the admin server knows pages
 * and no more.
 *
 * <p>One test runs at a time, and all of one file share the links, as vCons do in the daemon. Tests
 * side by side would be faster and could not say whose request one was.
 */
@NullMarked
package dev.vcond.app.trial;

import org.jspecify.annotations.NullMarked;
