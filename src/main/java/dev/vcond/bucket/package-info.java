/**
 * A bucket of Amazon S3 or of any service that speaks its protocol: what {@code storage.s3} and
 * {@code links.diet} have in common. Drawers do not know each other, so it has a room of its own
 * below them.
 *
 * <p>In flow names and bytes; out flow objects, or a {@link dev.vcond.request.RequestFailed} that
 * says what is to blame. The SDK stays in this room; it retries nothing, the engine does.
 *
 * <ul>
 *   <li><b>One request up to a size</b>, above it a multipart upload, which is given up if a part
 *       fails: the parts of an upload without an end would be paid for.
 *   <li><b>The JDK's connections</b> instead of the SDK's own clients, which bring Netty or Apache
 *       with them: virtual threads make blocking cheap, and an interrupt ends a call that hangs.
 * </ul>
 */
@NullMarked
package dev.vcond.bucket;

import org.jspecify.annotations.NullMarked;
