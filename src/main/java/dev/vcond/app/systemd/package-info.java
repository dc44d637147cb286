/**
 * What systemd is told about the daemon: ready, reloading, stopping, a line of status, and that it
 * is alive.
 *
 * <p>In flows the condition of the daemon, looked at twice a second; out flow datagrams to the
 * socket that systemd names in {@code NOTIFY_SOCKET}. Without one nothing happens here at all.
 *
 * <p>The watchdog is fed for what {@code /livez} calls alive, which depends on the progress of the
 * fetch loops: a timer of its own would feed it for a daemon that hangs. A Redis or a storage that
 * is away is no reason to stop feeding; a restart mends neither.
 *
 * <p>The JDK knows Unix sockets of streams only, systemd takes datagrams only: hence three
 * functions of the C library, called through {@code java.lang.foreign}. The program {@code
 * systemd-notify} was decided against: a process for every message, of which systemd may not know
 * any more whose it was.
 */
@NullMarked
package dev.vcond.app.systemd;

import org.jspecify.annotations.NullMarked;
