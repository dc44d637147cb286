/**
 * Outgoing HTTP: what the storages and links that speak it have in common. Drawers do not know each
 * other, so it has a room of its own below them.
 *
 * <p>In flow an address, headers and bytes; out flows an answer, or a {@link
 * dev.vcond.request.RequestFailed} that says in words what happened, what is to blame and what to
 * do. It is neutral: a storage makes a fault of its own of it, a link a temporary failure.
 *
 * <ul>
 *   <li><b>No redirects.</b> A POST that is redirected becomes a GET in many clients; the operator
 *       is told the address instead.
 *   <li><b>Bounded.</b> A service that answers without end costs no memory: an answer that counts
 *       has a largest size, and of an error only the beginning is read.
 *   <li><b>Bodies are streamed</b> from shared bytes, without a copy, and with a length: some
 *       services refuse bodies whose end they only learn when it comes.
 *   <li><b>One repetition of its own:</b> a connection that was kept for the next request and
 *       closed meanwhile never carried this one. Everything else is repeated by the engine.
 *   <li><b>Secrets stay here.</b> User, password and query of an address are never shown, and what
 *       a service repeats of the headers it got is taken out of what it says.
 * </ul>
 */
@NullMarked
package dev.vcond.request;

import org.jspecify.annotations.NullMarked;
