package dev.vcond.app.plugin;

import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;

/** What became of a class that is named as a module. */
public sealed interface PluginModule {

  /** It is a storage. */
  record OfStorage(StorageType<?> type) implements PluginModule {}

  /** It is a link. */
  record OfLink(LinkType<?> type) implements PluginModule {}

  /**
   * It cannot be used.
   *
   * @param reason a clause that begins with the name of the class and names the jar
   * @param advice what to do, as sentences with a blank behind them; may be empty
   */
  record Unusable(String reason, String advice) implements PluginModule {}
}
