/**
 * A model of claim, ack, lease, rescue and fencing that tries every interleaving.
 *
 * <p>The scripts are the real ones, run by a Lua interpreter over a small Redis in memory, so that
 * they are searched as they are and not as somebody understood them. The clients are modelled: what
 * {@code IngressQueue}, {@code Acks}, {@code Lease}, {@code Heart}, {@code SelfCheck} and {@code
 * Recovery} decide stands in {@link dev.vcond.queue.model.Daemon} once more, in a form that can be
 * copied and compared. {@code LuaScriptsTest} holds the small Redis against a real one.
 *
 * <p>Time is not counted. A lease lapses at any moment, as a fault; a heartbeat in Redis may expire
 * whenever its sender holds no lease, because a lease is counted from before the heartbeat was
 * heard. A call may be executed, answered, or given up at any moment; one that was given up may be
 * executed at any later one, or never. How many calls are slow or lost is bounded; any other is
 * sent, executed and answered in one step, or there would be no end of states.
 */
@NullMarked
package dev.vcond.queue.model;

import org.jspecify.annotations.NullMarked;
