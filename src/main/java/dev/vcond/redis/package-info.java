/**
 * How a Redis is reached: its address, its Sentinels, TLS.
 *
 * <p>In flows what the configuration says; out flow the client's own address and its TLS. The lists
 * and the storage that keeps documents in a Redis share it, so that an address means the same to
 * both. Who connects, waits and tries again is theirs.
 *
 * <p>The files of TLS are read again for every connection: a renewed certificate needs no restart.
 */
@NullMarked
package dev.vcond.redis;

import org.jspecify.annotations.NullMarked;
