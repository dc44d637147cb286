/**
 * The admin server: metrics, liveness, readiness.
 *
 * <p>In flow requests of a monitor; out flow answers of suppliers that {@code app} hands in. It
 * knows nothing about what it serves. The JDK's own server suffices: a few requests a minute are no
 * reason for a framework.
 */
@NullMarked
package dev.vcond.http;

import org.jspecify.annotations.NullMarked;
