package dev.vcond.worker;

import dev.vcond.chain.ChainRunner;
import dev.vcond.config.Config;
import dev.vcond.event.PipelineListener;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.Lease;
import dev.vcond.storage.DocumentSource;
import java.time.InstantSource;
import java.util.List;

/**
 * What the loops of all chains share.
 *
 * @param readers every storage, where documents missing in Redis are looked for, in file order
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
    List<? extends DocumentSource> readers,
    Suspects suspects,
    HeapRoom room,
    PipelineListener events,
    InstantSource clock) {
  public Engine {
    readers = List.copyOf(readers);
  }
}
