/**
 * vCons as keys of a Redis, with a time to live.
 *
 * <p>In flow bytes and an id; out flows {@code SET <prefix>:<id>} with an expiry, as vcon-server
 * writes it. The Redis is that of the ingress lists unless {@code redis_url} names another. It has
 * a connection of its own, so that a large document never delays a claim; what many virtual threads
 * ask for is on its way together.
 */
@NullMarked
package dev.vcond.storage.redis;

import org.jspecify.annotations.NullMarked;
