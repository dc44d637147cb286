package dev.vcond.app;

import dev.vcond.app.embedded.RedisHome;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import dev.vcond.config.RedisServer;
import dev.vcond.config.Spelling;
import dev.vcond.config.StorageConfig;
import dev.vcond.storage.PolicyOptions;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose options are right, ready to be opened.
 *
 * @param type the module
 * @param owner chains with the same owner share what is opened, its pool among it
 * @param said its options, those of a chain's own among them
 */
record BoundStorage(
    StorageType<?> type, String owner, StorageConfig config, Spelling said, Opening opening) {

  /** Makes the storage from the options that it holds. */
  interface Opening {
    Storage open(StorageSetup setup) throws Exception;
  }

  /** Binds options; null if something is wrong with them, which has been reported then. */
  static <O extends Record> @Nullable BoundStorage bind(
      StorageType<O> type, String owner, StorageConfig config, Mapping options, Problems problems) {
    String key = "storages." + config.name() + ".options";
    O bound =
        new OptionsBinder(type.module(), config.position(), key, problems)
            .bind(type.options(), options);
    if (bound == null) {
      return null;
    }
    StorageConfig effective =
        bound instanceof PolicyOptions older
            ? config.withPolicy(older.over(config.policy()))
            : config;
    return new BoundStorage(
        type, owner, effective, Spelling.of(options), setup -> type.opener().open(bound, setup));
  }

  /**
   * @param redis of the ingress lists, for storages that keep documents there
   */
  Storage open(InstantSource clock, RedisServer redis) throws Exception {
    return opening.open(
        new StorageSetup(
            config.name(),
            clock,
            config.policy().onOversize(),
            () -> RedisHome.addressOf(redis, System.getenv())));
  }
}
