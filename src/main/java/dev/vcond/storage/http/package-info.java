/**
 * vCons behind an HTTP API.
 *
 * <p>In flow bytes and an id; out flow requests: {@code storage.http} posts to an API and can read
 * back and delete, {@code storage.vcon_mcp} is the same with the addresses and answers of that
 * server, {@code storage.webhook} only posts, to any number of addresses. One drawer, because they
 * are one machinery with three sets of defaults.
 *
 * <ul>
 *   <li><b>Idempotent by key.</b> Each POST bears an {@code Idempotency-Key} of the id and a hash
 *       of the body, so that a service can tell a repetition from a new version.
 *   <li><b>No redirects.</b> A POST that is redirected becomes a GET in many clients; the operator
 *       is told the address instead.
 *   <li><b>Bounded.</b> A service that answers without end costs no memory: what is read back has a
 *       largest size, and of an error only the beginning is read.
 *   <li><b>Bodies are streamed</b> from the shared bytes of the document, without a copy.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.http;

import org.jspecify.annotations.NullMarked;
