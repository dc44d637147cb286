package dev.vcond.app;

import dev.vcond.config.Option;
import dev.vcond.link.Link;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.storage.Readable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The built-in modules and {@code links.own} and {@code storage.own}, which do what a test says.
 */
final class OwnModules {
  private OwnModules() {}

  /** No options. */
  record Options(@Option(value = "Nothing.", defaultValue = "x", example = "y") String nothing) {}

  /** What a storage does. */
  interface Saver extends Storage {
    @Override
    void save(Vcon vcon) throws Exception;

    @Override
    default void check() {}

    @Override
    default void close() {}
  }

  static Catalog storage(Saver saver) {
    return both((vcon, _) -> LinkResult.proceed(vcon), saver);
  }

  static Catalog link(Link link) {
    return both(link, _ -> {});
  }

  static Catalog both(Link link, Saver saver) {
    var links = new ArrayList<>(BuiltIns.links());
    links.add(new LinkType<>("links.own", "Own.", "", Options.class, _ -> link));
    var storages = new ArrayList<>(BuiltIns.storages());
    storages.add(
        new StorageType<>("storage.own", "Own.", "", Options.class, Saver.class, (_, _) -> saver));
    return new Catalog(List.copyOf(links), List.copyOf(storages));
  }

  /** {@code storage.watched}, which is empty and tells when it is opened and closed. */
  static StorageType<Options> watched(List<String> told) {
    return new StorageType<>(
        "storage.watched",
        "Watched.",
        "",
        Options.class,
        Watched.class,
        (_, setup) -> {
          told.add(setup.name() + " opened");
          return new Watched(setup.name(), told);
        });
  }

  private record Watched(String name, List<String> told) implements Storage, Readable {
    @Override
    public void save(Vcon vcon) {}

    @Override
    public Optional<byte[]> get(VconId id) {
      return Optional.empty();
    }

    @Override
    public void check() {}

    @Override
    public void close() {
      told.add(name + " closed");
    }
  }
}
