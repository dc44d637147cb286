package dev.vcond.storage;

import java.time.InstantSource;

/**
 * What the engine gives a storage when it is opened.
 *
 * @param name the entry's name in {@code storages}, for pools, threads and messages
 * @param clock the source of {@code stored_at}; UTC
 */
public record StorageSetup(String name, InstantSource clock) {}
