package dev.vcond.app.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.Catalog;
import dev.vcond.app.ConfiguredStorages;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Overrides;
import dev.vcond.storage.PartlyReadable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.file.FileStorage;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoragePlaceTest {
  private static final VconId ID = SampleVcon.randomId();

  @TempDir private Path folder;

  /** Its options. */
  record NoOptions() {}

  /** Can save and nothing else, as a webhook. */
  private static final class OneWay implements Storage {
    @Override
    public void save(Vcon vcon) {}

    @Override
    public void check() {}
  }

  /** Gives back what it knows of a document. */
  private static final class Excerpts implements Storage, PartlyReadable {
    @Override
    public void save(Vcon vcon) {}

    @Override
    public Optional<byte[]> get(VconId id) {
      return Optional.of(new byte[] {'{', '}'});
    }

    @Override
    public void check() {}
  }

  private static final StorageType<NoOptions> EXCERPTS =
      new StorageType<>(
          "storage.excerpts", "", "", NoOptions.class, Excerpts.class, (_, _) -> new Excerpts());

  private static final StorageType<NoOptions> ONE_WAY =
      new StorageType<>(
          "storage.one_way", "", "", NoOptions.class, OneWay.class, (_, _) -> new OneWay());

  private static Storage refuse(NoOptions options, StorageSetup setup) {
    throw new IllegalStateException("there is no such bucket");
  }

  private static final StorageType<NoOptions> REFUSING =
      new StorageType<>(
          "storage.refusing", "", "", NoOptions.class, Storage.class, StoragePlaceTest::refuse);

  private ConfiguredStorages storages(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("config.yml"), yaml);
    return new ConfiguredStorages(
        ConfigLoader.load(file, Map.of(), Overrides.none()).config(),
        new Catalog(List.of(), List.of(FileStorage.type(), ONE_WAY, REFUSING, EXCERPTS)),
        InstantSource.system());
  }

  private static String says(ConfiguredStorages storages, String name) throws Exception {
    return new StoragePlace(storages, name).get(ID).text();
  }

  @Test
  void cannot_is_never_confused_with_not_there() throws Exception {
    try (var storages =
        storages(
            "storages: {hook: {module: storage.one_way}, disk: {module: storage.file, options: {path: \"%s\"}}}"
                .formatted(folder))) {
      assertThat(says(storages, "hook")).isEqualTo("cannot read back");
      assertThat(new StoragePlace(storages, "hook").delete(ID).text()).isEqualTo("cannot delete");
      assertThat(says(storages, "disk")).isEqualTo("not there");
      assertThat(new StoragePlace(storages, "disk").delete(ID).text()).isEqualTo("not there");
    }
  }

  @Test
  void a_part_is_shown_only_if_nobody_has_all_of_it() throws Exception {
    try (var storages =
        storages(
            "storages: {parts: {module: storage.excerpts}, disk: {module: storage.file, options: {path: \"%s\"}}}"
                .formatted(folder))) {
      List<Place> both =
          List.of(new StoragePlace(storages, "parts"), new StoragePlace(storages, "disk"));
      Asked before = Asked.untilFound(both, ID);
      assertThat(before.replies()).hasSize(2);
      assertThat(before.best().orElseThrow().toString())
          .startsWith("parts: found in part, 2 bytes");

      Files.writeString(folder.resolve(ID.canonical() + ".json"), "{\"a\":1}");
      assertThat(Asked.untilFound(both, ID).best().orElseThrow())
          .hasToString("disk: found, 7 bytes");
    }
  }

  @Test
  void one_that_cannot_be_opened_says_why_and_stops_no_other() throws Exception {
    try (var storages =
        storages(
            """
            storages:
              old: {module: storage.mongo}
              typo: {module: storage.file, options: {paht: /x}}
              bucket: {module: storage.refusing}
              disk: {module: storage.file, options: {path: "%s"}}
            """
                .formatted(folder))) {
      assertThat(storages.names()).containsExactly("old", "typo", "bucket", "disk");
      assertThat(says(storages, "old")).startsWith("failed: ").contains("storage.mongo");
      assertThat(says(storages, "typo")).startsWith("failed: ").contains("config.yml:3", "paht");
      assertThat(says(storages, "bucket")).isEqualTo("failed: there is no such bucket");
      assertThat(says(storages, "disk")).isEqualTo("not there");
    }
  }

  @Test
  void what_a_chain_keeps_elsewhere_is_a_storage_of_its_own() throws Exception {
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.writeString(other.resolve(ID.canonical() + ".json"), "{}");
    try (var storages =
        storages(
            """
            storages:
              disk: {module: storage.file, options: {path: "%s"}}
            chains:
              main: {storages: [disk], ingress_lists: [in]}
              side: {storages: [disk: {path: "%s"}], ingress_lists: [side], enabled: 0}
            """
                .formatted(folder, other))) {
      assertThat(storages.names()).containsExactly("disk", "disk@side");
      assertThat(says(storages, "disk")).isEqualTo("not there");
      assertThat(says(storages, "disk@side")).isEqualTo("found, 2 bytes");
    }
  }
}
