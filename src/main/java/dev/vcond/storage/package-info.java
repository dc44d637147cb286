/**
 * The contract of a storage, everything that is common to calling one, and one drawer per storage.
 *
 * <p>In flow a document's shared bytes; out flows an answer per storage. Retry, breaker, bulkhead
 * and timeouts wrap every adapter from outside: an adapter that retries by itself multiplies the
 * engine's attempts and hides them from the meters. Reading back and deleting are interfaces of
 * their own, so that "cannot" and "not there" are never confused. Storages do not know each other.
 *
 * <p>A breaker of a library was decided against: it opens by counting failures alone, and one
 * document that always takes too long would then stop all others. Ours asks the storage's own probe
 * before it opens for transient failures, and knows which document went ahead as the first.
 */
@NullMarked
package dev.vcond.storage;

import org.jspecify.annotations.NullMarked;
