/**
 * vCons behind an HTTP API.
 *
 * <p>In flow bytes and an id; out flow requests: {@code storage.http} posts to an API and can read
 * back and delete, {@code storage.vcon_mcp} is the same with the addresses and answers of that
 * server, {@code storage.webhook} only posts, to any number of addresses. One drawer, because they
 * are one machinery with three sets of defaults. How requests are made and what answers mean is
 * that of the room {@code request}, whose failures become faults in one place.
 *
 * <ul>
 *   <li><b>Idempotent by key.</b> Each POST bears an {@code Idempotency-Key} of the id and a hash
 *       of the body, so that a service can tell a repetition from a new version.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.http;

import org.jspecify.annotations.NullMarked;
