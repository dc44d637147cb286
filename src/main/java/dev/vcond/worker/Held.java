package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.storage.StorageWriter;
import java.util.List;

/** Whether storages that are away keep a chain from claiming. Thread-safe. */
record Held(Chain chain) {

  /** The names of those that the chain waits for. */
  List<String> by() {
    return chain.storages().stream()
        .filter(storage -> chain.waitsFor(storage) && storage.outage().isPresent())
        .map(StorageWriter::name)
        .toList();
  }

  /** Whether a storage may be back: it is not to be met by a crowd. */
  boolean oneAtATime() {
    return chain.storages().stream()
        .anyMatch(storage -> chain.waitsFor(storage) && storage.wantsOne());
  }
}
