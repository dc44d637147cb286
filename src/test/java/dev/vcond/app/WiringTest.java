package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.chain.Chain;
import dev.vcond.config.Overrides;
import dev.vcond.storage.DocumentSource;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is opened for the chains of a configuration. */
class WiringTest {
  @TempDir Path folder;

  private final Watchdog watchdog = new Watchdog();
  private final Openings.Hold hold = new Openings().hold();

  @AfterEach
  void close() {
    hold.close();
    watchdog.close();
  }

  private Wiring wiring(String chains) throws IOException {
    return wiring(chains, "");
  }

  private Wiring wiring(String chains, String storages) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storages:
              z: {module: storage.file, options: {path: "%1$s/z"}}
              m: {module: storage.file, options: {path: "%1$s/m"}}
              a: {module: storage.file, options: {path: "%1$s/a"}}
              unused: {module: storage.file, options: {path: "%1$s/unused"}}
            %3$s
            chains:
            %2$s
            """
                .formatted(folder, chains, storages));
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn());
    return new Wiring(
        blueprint, hold, new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system()));
  }

  private static List<String> names(List<DocumentSource> storages) {
    return storages.stream().map(DocumentSource::name).toList();
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
    assertThat(names(wiring.sources())).containsExactly("z", "m", "a", "unused");
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
    assertThat(wiring.sources())
        .contains(
            chains.getFirst().storages().getFirst(),
            chains.getFirst().storages().getLast(),
            chains.getLast().storages().getFirst());
    assertThat(names(wiring.sources())).containsExactly("z", "m", "m", "a", "unused");
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

  @Test
  void a_storage_that_no_chain_uses_is_opened_when_it_is_asked_and_closed_with_the_others()
      throws Exception {
    var opened = new ArrayList<String>();
    var type = OwnModules.watched(opened);
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storages:
              used: {module: storage.watched}
              unused: {module: storage.watched}
            chains:
              main: {storages: [used], ingress_lists: [x]}
              off: {storages: [used: {nothing: y}], ingress_lists: [y], enabled: 0}
            """);
    var catalog = new Catalog(List.of(), List.of(type));
    var wiring =
        new Wiring(
            Blueprint.read(file, Map.of(), Overrides.none(), catalog),
            hold,
            new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system()));
    wiring.chains();
    List<DocumentSource> sources = wiring.sources();
    assertThat(names(sources)).containsExactly("used", "used@off", "unused");
    assertThat(opened).containsExactly("used opened");

    sources.getLast().read(SampleVcon.randomId());
    sources.getLast().read(SampleVcon.randomId());
    assertThat(opened).containsExactly("used opened", "unused opened");
    hold.close();
    assertThat(opened)
        .containsExactly("used opened", "unused opened", "unused closed", "used closed");
  }

  @Test
  void an_entry_that_chains_have_to_complete_is_no_storage_by_itself() throws Exception {
    Wiring wiring =
        wiring(
            """
              one: {storages: [api: {base_url: 'http://127.0.0.1:1'}], ingress_lists: [x]}
            """,
            "  api: {module: storage.http}");
    wiring.chains();
    assertThat(names(wiring.sources())).containsExactly("z", "m", "a", "unused", "api");
  }
}
