package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import java.util.List;

/** An enabled chain with its steps ready to be opened. */
record BoundChain(ChainConfig config, List<BoundLink> links, List<BoundStorage> storages) {

  BoundChain {
    links = List.copyOf(links);
    storages = List.copyOf(storages);
  }
}
