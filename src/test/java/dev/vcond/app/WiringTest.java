package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.chain.Chain;
import dev.vcond.config.Overrides;
import dev.vcond.storage.StorageWriter;
import dev.vcond.time.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is opened for the chains of a configuration. */
class WiringTest {
  @TempDir Path folder;

  private final Watchdog watchdog = new Watchdog();
  private final Closer closer = new Closer();

  @AfterEach
  void close() {
    closer.close();
    watchdog.close();
  }

  private Wiring wiring(String chains) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storages:
              z: {module: storage.file, options: {path: "%1$s/z"}}
              m: {module: storage.file, options: {path: "%1$s/m"}}
              a: {module: storage.file, options: {path: "%1$s/a"}}
              unused: {module: storage.file, options: {path: "%1$s/unused"}}
            chains:
            %2$s
            """
                .formatted(folder, chains));
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn());
    return new Wiring(
        blueprint, closer, new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system()));
  }

  private static List<String> names(List<StorageWriter> storages) {
    return storages.stream().map(StorageWriter::name).toList();
  }

  @Test
  void storages_are_asked_in_the_order_of_the_file_and_not_of_the_chains() throws Exception {
    Wiring wiring =
        wiring(
            """
              one: {storages: [a, m], ingress_lists: [x]}
              two: {storages: [z], ingress_lists: [y]}
            """);
    wiring.chains();
    assertThat(names(wiring.storages())).containsExactly("z", "m", "a");
  }

  @Test
  void a_storage_with_options_of_a_chains_own_is_asked_too() throws Exception {
    Wiring wiring =
        wiring(
            """
              one: {storages: [a, m: {file_extension: .txt}], ingress_lists: [x]}
              two: {storages: [m], ingress_lists: [y]}
            """);
    List<Chain> chains = wiring.chains();
    assertThat(wiring.storages())
        .containsExactlyInAnyOrder(
            chains.getFirst().storages().getFirst(),
            chains.getFirst().storages().getLast(),
            chains.getLast().storages().getFirst());
    assertThat(names(wiring.storages())).containsExactly("m", "m", "a");
  }

  @Test
  void chains_share_a_storage_that_has_the_same_options() throws Exception {
    List<Chain> chains =
        wiring(
                """
                  one: {storages: [a], ingress_lists: [x]}
                  two: {storages: [a], ingress_lists: [y]}
                """)
            .chains();
    assertThat(chains.getFirst().storages().getFirst())
        .isSameAs(chains.getLast().storages().getFirst());
  }
}
