package dev.vcond.storage;

import dev.vcond.config.StoragePolicy;

/**
 * Options of a storage that say something that is the engine's to do, under a name that existing
 * configurations use. The options record implements it.
 */
public interface PolicyOptions {

  /** The policy as these options change it. */
  StoragePolicy over(StoragePolicy policy);
}
