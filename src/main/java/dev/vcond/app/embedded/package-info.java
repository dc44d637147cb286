/**
 * Real servers that come with vcond: for {@code redis.url: embedded}, the demo and the tests.
 *
 * <p>In flows a folder for the data; out flows a server on loopback that lives as long as this JVM.
 * The binaries come from Maven artifacts. They are started as processes of their own: a Redis or
 * Postgres written in Java was decided against, since nothing learned from it would be true of the
 * real one.
 *
 * <p>A JVM that is killed cannot stop its servers. Redis leaves a note in its folder, so that the
 * next one ends it in good order before it opens the same files, and leaves it alone while the JVM
 * that started it lives. Tools find the Redis of a running daemon by the same note.
 */
@NullMarked
package dev.vcond.app.embedded;

import org.jspecify.annotations.NullMarked;
