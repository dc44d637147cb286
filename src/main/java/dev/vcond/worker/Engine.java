package dev.vcond.worker;

import dev.vcond.chain.ChainRunner;
import dev.vcond.config.Config;
import dev.vcond.event.PipelineListener;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.Lease;
import dev.vcond.storage.StorageWriter;
import java.time.InstantSource;
import java.util.List;

/**
 * What the loops of all chains share.
 *
 * @param readers storages that are asked for documents missing in Redis, in file order; empty if
 *     the fallback is off
 * @param room which documents fit into memory at all
 */
public record Engine(
    Config config,
    IngressQueue queue,
    Acks acks,
    Documents documents,
    EarlyEgress egress,
    Lease lease,
    ChainRunner runner,
    List<StorageWriter> readers,
    Suspects suspects,
    HeapRoom room,
    PipelineListener events,
    InstantSource clock) {
  public Engine {
    readers = List.copyOf(readers);
  }
}
