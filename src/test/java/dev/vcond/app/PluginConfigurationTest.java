package dev.vcond.app;

import static dev.vcond.app.plugin.PluginJar.link;
import static dev.vcond.app.plugin.PluginJar.storage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.app.plugin.PluginJar;
import dev.vcond.chain.Chain;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.Overrides;
import dev.vcond.link.LinkType;
import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.Readable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins as a configuration names them. */
class PluginConfigurationTest {
  private static final String GOOD = storage("Good", "return \"good\";");
  private static final String BAD = "package com.example; public class Bad {}";

  @TempDir Path folder;

  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  private Blueprint read(String yaml) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"), "plugins:\n  dir: %s\n%s".formatted(plugins, yaml));
    return Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn());
  }

  private List<String> says(String yaml) throws IOException {
    try {
      return read(yaml).warnings().stream().map(this::shown).toList();
    } catch (ConfigException e) {
      return e.problems().stream().map(this::shown).toList();
    }
  }

  private String shown(ConfigProblem problem) {
    return problem.toString().replace(folder + "/", "");
  }

  @Test
  void storages_and_links_of_plugins_are_named_by_class_and_have_options() throws Exception {
    PluginJar.of(GOOD, link("Ender")).to(plugins.resolve("mine.jar"));
    String yaml =
        """
        links: {end: {module: com.example.Ender}}
        storages: {it: {module: com.example.Good, options: {text: a}}}
        chains: {main: {ingress_lists: [a], links: [end], storages: [it]}}
        """;

    assertThat(says(yaml)).isEmpty();
    assertThat(says(yaml.replace("text: a", "txet: a")))
        .containsExactly(
            "config.yml:4:53: storages.it.options.txet: unknown key. Did you mean \"text\"? Allowed"
                + " here: text.");
    assertThat(says(yaml.replace("options: {text: a}", "on_oversize: split")))
        .singleElement()
        .asString()
        .startsWith(
            "config.yml:4:56: storages.it.on_oversize: com.example.Good cannot split documents.");
  }

  @Test
  void a_plugin_that_fails_is_an_error_where_it_is_needed_and_takes_no_other_down()
      throws Exception {
    PluginJar.of(GOOD).to(plugins.resolve("good.jar"));
    PluginJar.of(BAD).to(plugins.resolve("bad.jar"));
    String yaml =
        """
        storages:
          good: {module: com.example.Good}
          bad:
            module: com.example.Bad
        chains:
          main: {ingress_lists: [a], storages: [good]}
          other: {ingress_lists: [b], storages: [good, bad], enabled: 1}
        """;
    String reason =
        "storages.bad.module: com.example.Bad of plugins/bad.jar cannot be used: it has no method"
            + " public static StorageType<?> type() or public static LinkType<?> type()";

    assertThat(says(yaml))
        .containsExactly(
            "config.yml:6:13: "
                + reason
                + ", and chain \"other\" needs it. To do without it, take \"bad\" out of the"
                + " storages of the chain, or set chains.other.enabled: 0.");
    assertThat(says(yaml.replace("enabled: 1", "enabled: 0")))
        .containsExactly("config.yml:6:13: warning: " + reason + "; no enabled chain uses it");
  }

  @Test
  void a_jar_that_cannot_be_read_is_a_warning_at_the_folder() throws Exception {
    Files.writeString(plugins.resolve("broken.jar"), "x");

    assertThat(says("chains: {}").getLast())
        .startsWith("config.yml:2:8: warning: plugins.dir: plugins/broken.jar cannot be read: ")
        .endsWith(" Remove it if it is no plugin.");
  }

  @Test
  void a_storage_of_a_plugin_among_the_links_is_named_as_such() throws Exception {
    PluginJar.of(GOOD).to(plugins.resolve("good.jar"));

    assertThat(says("links: {it: {module: com.example.Good}}").getLast())
        .isEqualTo(
            "config.yml:3:22: warning: links.it.module: com.example.Good is a storage, not a link;"
                + " no enabled chain uses it. Define it under storages.");
  }

  @Test
  void options_that_break_their_own_record_are_a_problem_of_their_entry() throws Exception {
    String breaking =
        GOOD.replace(
            "String text) {}",
            "String text) { public Options { if (text.equals(\"y\")) throw new"
                + " NoClassDefFoundError(\"lib/Gone\"); } }");
    PluginJar.of(breaking).to(plugins.resolve("good.jar"));

    assertThat(
            says(
                "storages: {it: {module: com.example.Good, options: {text: y}}}\n"
                    + "chains: {main: {ingress_lists: [a], storages: [it]}}"))
        .containsExactly(
            "config.yml:3:12: storages.it.options: the options record of com.example.Good is"
                + " faulty: The constructor of com.example.Good$Options failed:"
                + " java.lang.NoClassDefFoundError: lib/Gone");
  }

  @Test
  void a_storage_that_does_not_open_is_named_with_the_class_that_it_lacks() throws Exception {
    String lacking = GOOD.replace("(o, s) -> new Good()", "(o, s) -> Lacking.open()");
    String library = "package com.example; class Lacking { static Good open() { return null; } }";
    PluginJar.of(lacking, library)
        .without("com/example/Lacking.class")
        .to(plugins.resolve("good.jar"));
    Blueprint blueprint =
        read(
            "storages: {it: {module: com.example.Good}}\n"
                + "chains: {main: {ingress_lists: [a], storages: [it]}}");

    try (var hold = new Openings().hold();
        var watchdog = new Watchdog()) {
      var around = new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system());
      assertThatThrownBy(() -> new Wiring(blueprint, hold, around).chains())
          .hasMessageContaining(
              "storages.it: cannot be opened: plugin com.example.Good: it needs the class"
                  + " com.example.Lacking, which it does not bring along");
    }
  }

  @Test
  void a_plugin_stays_loaded_until_its_storages_are_closed() throws Exception {
    String closing =
        GOOD.replace(
            "private String text", "public void close() { Late.say(); } private String text");
    String late =
        "package com.example; class Late { static void say() {"
            + " System.setProperty(\"vcond.test.late\", \"said\"); } }";
    PluginJar.of(closing, late).to(plugins.resolve("good.jar"));
    Blueprint blueprint =
        read(
            """
            redis: {url: redis://127.0.0.1:1}
            admin: {listen: '127.0.0.1:0'}
            storages: {it: {module: com.example.Good}}
            chains: {main: {ingress_lists: [a], storages: [it]}}
            """);
    try {
      new Launcher(blueprint, _ -> {}, InstantSource.system()).launch().close();

      assertThat(System.getProperty("vcond.test.late")).isEqualTo("said");
    } finally {
      System.clearProperty("vcond.test.late");
    }
  }

  @Test
  void tools_read_from_the_storages_of_plugins() throws Exception {
    PluginJar.of(GOOD).to(plugins.resolve("good.jar"));
    PluginJar.of(BAD).to(plugins.resolve("bad.jar"));
    Blueprint blueprint =
        read("storages: {it: {module: com.example.Good}, bad: {module: com.example.Bad}}\n");

    try (var storages =
        new ConfiguredStorages(blueprint.config(), Catalog.builtIn(), InstantSource.system())) {
      Storage storage = storages.open("it");
      assertThat(((Readable) storage).get(SampleVcon.randomId()).orElseThrow())
          .asString()
          .isEqualTo("good");
      assertThatThrownBy(() -> storages.open("bad")).hasMessageContaining("it has no method");
    }
  }

  @Test
  void modules_that_manifests_name_are_listed_without_a_configuration() throws Exception {
    PluginJar.of(GOOD, link("Ender"), BAD)
        .declaring("com.example.Good com.example.Ender com.example.Bad")
        .to(plugins.resolve("mine.jar"));
    Files.writeString(plugins.resolve("broken.jar"), "x");

    try (Catalog catalog = Catalog.builtIn().with(plugins)) {
      assertThat(catalog.storages().stream().map(StorageType::module))
          .contains("storage.file")
          .endsWith("com.example.Good");
      assertThat(catalog.links().stream().map(LinkType::module))
          .contains("links.tag")
          .endsWith("com.example.Ender");
      assertThat(catalog.unusable())
          .satisfiesExactly(
              broken -> assertThat(broken).contains("broken.jar cannot be read: "),
              bad -> assertThat(bad).contains("mine.jar cannot be used: it has no method"));
      assertThat(ReferenceText.of(catalog)).contains("### Module `com.example.Good`");
    }
  }

  @Test
  void a_chain_of_plugins_runs() throws Exception {
    PluginJar.of(GOOD, link("Ender")).to(plugins.resolve("mine.jar"));
    Blueprint blueprint =
        read(
            """
            links: {end: {module: com.example.Ender}}
            storages: {it: {module: com.example.Good}}
            chains: {main: {ingress_lists: [a], links: [end], storages: [it]}}
            """);
    try (var hold = new Openings().hold();
        var watchdog = new Watchdog()) {
      hold.add("plugins", blueprint.catalog());
      var around = new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system());
      Chain chain = new Wiring(blueprint, hold, around).chains().getFirst();

      assertThat(chain.storages().getFirst().write(SampleVcon.document().vcon()))
          .hasToString("Stored[attempts=1]");
      assertThat(chain.storages().getFirst().reading()).isEqualTo(DocumentSource.Reading.WHOLE);
    }
  }
}
