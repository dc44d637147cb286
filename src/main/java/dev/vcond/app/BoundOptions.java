package dev.vcond.app;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.EffectiveConfig;
import dev.vcond.config.LinkConfig;
import dev.vcond.config.Problems;
import dev.vcond.config.StorageConfig;
import dev.vcond.config.StoragePolicy;
import dev.vcond.storage.PolicyOptions;
import org.jspecify.annotations.Nullable;

/** The options of entries as their modules read them, for those who show them. */
record BoundOptions(Catalog catalog) implements EffectiveConfig.Modules {

  @Override
  public @Nullable Record optionsOf(LinkConfig link, Mapping inline) {
    LinkConfig whole = inline.entries().isEmpty() ? link : link.over(inline, new Problems());
    var type = catalog.link(link.module());
    return whole == null || type.isEmpty()
        ? null
        : binder(link.module(), whole).bind(type.get().options(), whole.options());
  }

  @Override
  public @Nullable Record optionsOf(StorageConfig storage, Mapping inline) {
    var type = catalog.storage(storage.module());
    return type.isEmpty()
        ? null
        : new OptionsBinder(storage.module(), storage.position(), "", new Problems())
            .bind(type.get().options(), storage.options().overlay(inline));
  }

  @Override
  public StoragePolicy policyOf(StorageConfig storage) {
    return optionsOf(storage, Mapping.empty()) instanceof PolicyOptions older
        ? older.over(storage.policy())
        : storage.policy();
  }

  private static OptionsBinder binder(String module, LinkConfig link) {
    return new OptionsBinder(module, link.position(), "", new Problems());
  }
}
