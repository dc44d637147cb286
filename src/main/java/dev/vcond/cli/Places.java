package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.Catalog;
import dev.vcond.app.ConfiguredStorages;
import dev.vcond.app.place.Answer;
import dev.vcond.app.place.Asked;
import dev.vcond.app.place.Place;
import dev.vcond.app.place.RedisPlace;
import dev.vcond.app.place.StoragePlace;
import dev.vcond.config.CompatConfig;
import dev.vcond.config.Config;
import dev.vcond.queue.Documents;
import dev.vcond.queue.Eraser;
import dev.vcond.queue.Redis;
import dev.vcond.queue.SearchIndex;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The places that commands ask, made from a configuration, and how their answers are shown. */
final class Places implements AutoCloseable {
  private final ConfiguredStorages storages;

  Places(Config config) {
    this.storages = new ConfiguredStorages(config, Catalog.builtIn(), InstantSource.system());
  }

  Set<String> storageNames() {
    return storages.names();
  }

  Place storage(String name) {
    return new StoragePlace(storages, name);
  }

  List<Place> storages() {
    return storageNames().stream().map(this::storage).toList();
  }

  static Place redis(Redis redis, Eraser eraser) {
    return new RedisPlace(new Documents(redis), eraser);
  }

  static SearchIndex index(CompatConfig compat) {
    return new SearchIndex(compat.sortedSetName(), compat.indexExpiry(), InstantSource.system());
  }

  /** The answers for scripts. */
  static void put(ObjectNode into, Asked asked) {
    ArrayNode places = into.putArray("places");
    for (var reply : asked.replies()) {
      ObjectNode place =
          places.addObject().put("place", reply.place()).put("answer", reply.answer().word());
      if (reply.answer() instanceof Answer.Failed failed) {
        place.put("reason", failed.why());
      }
    }
  }

  @Override
  public void close() {
    storages.close();
  }
}
