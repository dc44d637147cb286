package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vcond.config.Config;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.EgressFormat;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Overrides;
import dev.vcond.link.LinkType;
import dev.vcond.link.delay.DelayLink;
import dev.vcond.link.router.TagRouterLink;
import dev.vcond.link.tag.TagLink;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.file.FileStorage;
import dev.vcond.storage.postgres.PostgresStorage;
import dev.vcond.storage.redis.RedisStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads about modules and their options. */
class BlueprintTest {
  private static final Path OPERATOR = Path.of("src/test/resources/dev/vcond/app/operator.yml");

  /** Not the built-in one: what a later version has must not change what is read here. */
  private static final Catalog CATALOG =
      new Catalog(
          List.of(TagLink.type(), DelayLink.type()),
          List.of(FileStorage.type(), PostgresStorage.type()));

  private static final String CHAIN =
      "chains: {main: {ingress_lists: [a], links: [it], storages: [disk]}}\n";
  private static final String IT = "links: {it: {module: links.tag, options: {tags: [a]}}}\n";
  private static final String DISK = "storages: {disk: {module: storage.file}}\n";

  record Needy(
      @Option(value = "Needed.", example = "5") int needed,
      @Option(value = "May be.", defaultValue = "x") String other) {
    Needy {
      if (needed < 0) {
        throw new InvalidOption("needed", "expected a number of 0 or more", "");
      }
    }
  }

  @TempDir Path folder;

  private Blueprint read(Catalog catalog, String... yaml) {
    try {
      Path file = Files.writeString(folder.resolve("config.yml"), String.join("", yaml));
      return Blueprint.read(file, Map.of(), Overrides.none(), catalog);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything that is said. */
  private List<String> says(Catalog catalog, String... yaml) {
    List<ConfigProblem> said;
    try {
      said = read(catalog, yaml).warnings();
    } catch (ConfigException e) {
      said = e.problems();
    }
    return said.stream().map(each -> each.toString().replace(folder + "/", "")).toList();
  }

  private List<String> says(String... yaml) {
    return says(CATALOG, yaml);
  }

  private static Catalog with(LinkType<?> more) {
    return new Catalog(List.of(TagLink.type(), more), List.of(FileStorage.type()));
  }

  private static LinkType<Needy> needy(String module) {
    return new LinkType<>(
        module,
        "",
        "",
        Needy.class,
        _ -> {
          throw new AssertionError("opened");
        });
  }

  private static StorageType<Needy> needyStorage(String module) {
    return new StorageType<>(
        module,
        "",
        "",
        Needy.class,
        Storage.class,
        (_, _) -> {
          throw new AssertionError("opened");
        });
  }

  @Test
  void a_sound_file_is_bound_and_nothing_is_opened() {
    StorageType<Needy> storage = needyStorage("storage.x");
    Catalog catalog = new Catalog(List.of(needy("links.x")), List.of(storage));

    Blueprint blueprint =
        read(
            catalog,
            "links: {it: {module: links.x, options: {needed: 1}}}\n",
            "storages: {disk: {module: storage.x, options: {needed: 1}}}\n",
            CHAIN);

    assertThat(blueprint.warnings()).isEmpty();
    assertThat(blueprint.chains()).hasSize(1);
    assertThat(blueprint.chains().getFirst().links()).hasSize(1);
    assertThat(blueprint.chains().getFirst().storages()).hasSize(1);
  }

  @Test
  void a_file_storage_makes_no_folder_while_it_is_checked() {
    read(
        CATALOG,
        IT,
        "storages: {disk: {module: storage.file, options: {path: %s/vcons}}}\n".formatted(folder),
        CHAIN);

    assertThat(folder.resolve("vcons")).doesNotExist();
  }

  @Test
  void what_the_file_and_what_the_modules_find_is_said_at_once() {
    assertThat(
            says(
                """
                worker: {concurency: 5}
                links:
                  it: {module: links.tag, timeout: soon, options: {tgs: [a]}}
                storages:
                  disk: {module: storage.file, on_failure: retry, options: {pth: /a, fsync: maybe}}
                """,
                CHAIN))
        .containsExactly(
            "config.yml:1:10: worker.concurency: unknown key. Did you mean \"concurrency\"? Allowed"
                + " here: concurrency, memory, drain_timeout, order, on_uuid_mismatch, normalize.",
            "config.yml:3:36: links.it.timeout: expected a time such as 30s, 250ms, 5m, 1h or 2d,"
                + " not \"soon\"",
            "config.yml:3:52: links.it.options.tgs: unknown key. Did you mean \"tags\"? Allowed"
                + " here: tags.",
            "config.yml:5:44: storages.disk.on_failure: expected one of dead_letter, defer, ignore,"
                + " not \"retry\"",
            "config.yml:5:61: storages.disk.options.pth: unknown key. Did you mean \"path\"?"
                + " Allowed here: path, file_extension, organize_by_date, compression, pretty,"
                + " fsync, file_permissions, dir_permissions, max_file_size, metadata.",
            "config.yml:5:77: storages.disk.options.fsync: expected true or false, not \"maybe\"");
  }

  @Test
  void an_unknown_module_names_every_chain_that_needs_it_and_the_ways_out() {
    String chains =
        """
        chains:
          one: {ingress_lists: [a], links: [it]}
          two: {ingress_lists: [b], links: [it]}
          off: {ingress_lists: [c], links: [it], enabled: 0}
        """;

    assertThat(says("links: {it: {module: links.tga}}\n", CHAIN, DISK))
        .containsExactly(
            "config.yml:1:22: links.it.module: there is no module \"links.tga\", and chain \"main\""
                + " needs it. Did you mean \"links.tag\"? Known are links.delay, links.tag. To do"
                + " without it, take \"it\" out of the links of the chain, or set"
                + " chains.main.enabled: 0.");
    assertThat(says("links: {it: {module: acme}}\n", chains))
        .containsExactly(
            "config.yml:1:22: links.it.module: there is no module \"acme\", and the chains \"one\","
                + " \"two\" need it. Known are links.delay, links.tag. To do without it, take"
                + " \"it\" out of the links of the chains, or set chains.one.enabled: 0,"
                + " chains.two.enabled: 0.");
  }

  @Test
  void an_unknown_module_that_no_enabled_chain_uses_is_a_warning() {
    assertThat(
            says(
                """
                links: {it: {module: links.tga}, other: {module: links.tag, options: {tgs: a}}}
                storages: {disk: {module: storage.disk, on_oversize: split}}
                chains:
                  main: {ingress_lists: [a]}
                  off: {ingress_lists: [c], links: [it], storages: [disk], enabled: 0}
                """))
        .containsExactly(
            "config.yml:1:22: warning: links.it.module: there is no module \"links.tga\"; no"
                + " enabled chain uses it. Did you mean \"links.tag\"? Known are links.delay,"
                + " links.tag.",
            "config.yml:1:71: warning: links.other.options.tgs: unknown key; no enabled chain uses"
                + " links.other. Did you mean \"tags\"? Allowed here: tags.",
            "config.yml:2:27: warning: storages.disk.module: there is no module \"storage.disk\";"
                + " no enabled chain uses it. Known are"
                + " storage.file, storage.postgres.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "links.tag_router",
        "links.sampler",
        "links.expire_vcon",
        "links.jq_link",
        "links.webhook",
        "links.diet",
        "links.analyze",
        "links.analyze_vcon",
        "links.analyze_and_label",
        "links.check_and_tag",
        "links.detect_engagement",
        "links.transcribe",
        "links.wtf_transcribe",
        "links.post_analysis_to_slack",
        "links.scitt",
        "links.datatrails",
        "links.hugging_llm_link",
        "storage.mongo",
        "storage.elasticsearch",
        "storage.sftp",
      })
  void a_module_of_vcon_server_is_said_to_be_missing_until_it_is_registered(String module) {
    boolean link = module.startsWith("links.");
    String[] yaml = {
      link ? "links: {it: {module: " + module + ", options: {needed: 1}}}\n" : IT,
      link ? DISK : "storages: {disk: {module: " + module + ", options: {needed: 1}}}\n",
      CHAIN
    };
    StorageType<Needy> storage = needyStorage(module);

    assertThat(says(new Catalog(List.of(TagLink.type()), List.of(FileStorage.type())), yaml))
        .singleElement()
        .asString()
        .contains(
            ".module: "
                + module
                + " is a module of vcon-server that vcond does not have yet, and chain \"main\""
                + " needs it. To do without it, take ")
        .doesNotContain("Did you mean");
    assertThat(
            says(
                new Catalog(
                    List.of(TagLink.type(), needy(module)), List.of(FileStorage.type(), storage)),
                yaml))
        .isEmpty();
  }

  @Test
  void an_older_name_is_answered_with_the_new_one() {
    String yaml = "links: {it: {module: links.deepgram_link}}\n";

    assertThat(says(yaml, DISK, CHAIN))
        .singleElement()
        .asString()
        .contains(
            "links.it.module: links.deepgram_link is another name of links.transcribe (vendor:"
                + " deepgram), a module of vcon-server that vcond does not have yet, and chain"
                + " \"main\" needs it. To do without it,");
    assertThat(says(with(needy("links.transcribe")), yaml, DISK, CHAIN))
        .singleElement()
        .asString()
        .contains(
            "links.it.module: links.deepgram_link is another name of links.transcribe, and chain"
                + " \"main\" needs it. Write module: links.transcribe, and vendor: deepgram among"
                + " its options. To do without it,");
    assertThat(
            Stream.of("openai_transcribe", "groq_whisper", "hugging_face_whisper")
                .map(old -> says("links: {it: {module: links." + old + "}}", "\n" + DISK, CHAIN))
                .map(said -> said.getFirst().replaceAll(".*(vendor: \\w+).*", "$1")))
        .containsExactly("vendor: openai", "vendor: groq", "vendor: hugging_face");
  }

  @Test
  void what_runs_in_python_there_is_told_how_it_runs_here() {
    Catalog withPrograms = Catalog.builtIn();
    String yaml = "links: {it: {module: %s}}\n";

    for (String module :
        List.of("links.analyze", "links.slack", "links.script", "acme_link.main")) {
      assertThat(says(withPrograms, yaml.formatted(module), DISK, CHAIN))
          .singleElement()
          .asString()
          .contains("run through links.exec: see vcond links exec. To do without it,");
    }
    assertThat(says(withPrograms, yaml.formatted("links.company_words"), DISK, CHAIN))
        .singleElement()
        .asString()
        .contains(
            "Known are links.", ", links.exec,", " A Python module can run through links.exec");
    assertThat(says(withPrograms, yaml.formatted("links.tga"), DISK, CHAIN))
        .singleElement()
        .asString()
        .contains("Did you mean \"links.tag\"? Known are links.")
        .doesNotContain("Python");
  }

  @Test
  void a_class_that_no_jar_holds_is_said_with_the_folder_of_plugins() {
    assertThat(
            says(
                "plugins: {dir: %s}\n".formatted(folder),
                "storages: {disk: {module: com.example.MyStorage}}\n",
                CHAIN.replace("links: [it], ", "")))
        .containsExactly(
            "config.yml:2:27: storages.disk.module: com.example.MyStorage names a class of a"
                + " plugin, and no jar in %s holds it, and chain \"main\" needs it. Put the"
                    .formatted(folder)
                + " plugin's jar there, or a folder with its jars. To do without it, take \"disk\""
                + " out of the storages of the chain, or set chains.main.enabled: 0.");
  }

  @Test
  void a_storage_among_the_links_is_named_as_such() {
    assertThat(says("links: {it: {module: storage.file}}\n", DISK, CHAIN))
        .singleElement()
        .asString()
        .contains(
            "storage.file is a storage, not a link, and chain \"main\" needs it. Define it"
                + " under storages.");
  }

  @Test
  void options_of_a_chain_lie_over_those_of_the_module() {
    Catalog catalog = with(needy("links.x"));
    String link = "links: {it: {module: links.x, options: {other: y}}}\n";
    String chain = "chains: {main: {ingress_lists: [a], links: [it: {needed: %s}]}}\n";

    assertThat(says(catalog, link, chain.formatted("1"))).isEmpty();
    assertThat(says(catalog, link, chain.formatted("-1")))
        .containsExactly(
            "config.yml:2:58: chains.main.links.it.needed: expected a number of 0 or more");
    assertThat(says(catalog, link, CHAIN, DISK))
        .containsExactly("config.yml:1:40: links.it.options.needed: is required. For example: 5");
  }

  @Test
  void chains_share_a_storage_unless_they_give_it_options() {
    Blueprint blueprint =
        read(
            CATALOG,
            DISK,
            """
            chains:
              one: {ingress_lists: [a], storages: [disk]}
              two: {ingress_lists: [b], storages: [disk]}
              own: {ingress_lists: [c], storages: [{disk: {path: /elsewhere}}]}
            """);

    assertThat(blueprint.chains())
        .extracting(chain -> chain.storages().getFirst().owner())
        .containsExactly("disk", "disk", "disk@own");
  }

  @Test
  void an_answer_to_large_documents_that_a_storage_cannot_give_is_refused_at_its_place() {
    Catalog catalog =
        new Catalog(
            List.of(TagLink.type()), List.of(FileStorage.type(), needyStorage("storage.x")));
    assertThat(
            says(
                catalog,
                IT,
                "storages: {disk: {module: storage.x, options: {needed: 1, on_oversize: split}}}\n",
                CHAIN))
        .containsExactly(
            "config.yml:2:72: storages.disk.on_oversize: storage.x cannot split documents. Write"
                + " warn or reject; what can is storage.file.");
    assertThat(says(IT, "storages: {disk: {module: storage.file, on_oversize: compress}}\n", CHAIN))
        .isEmpty();
  }

  @Test
  void an_operators_file_and_environment_of_vcon_server_are_enough() {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("REDIS_URL", "redis://redis"),
            Map.entry("CONSERVER_CONFIG_FILE", OPERATOR.toString()),
            Map.entry("CONSERVER_WORKERS", "2"),
            Map.entry("CONSERVER_VCON_CONCURRENCY", "4"),
            Map.entry("CONSERVER_PARALLEL_STORAGE", "true"),
            Map.entry("VCON_REDIS_EXPIRY", "3600"),
            Map.entry("VCON_DLQ_EXPIRY", "604800"),
            Map.entry("VCON_CONTEXT_EXPIRY", "86400"),
            Map.entry("VCON_INDEX_EXPIRY", ""),
            Map.entry("VCON_SORTED_SET_NAME", "vcons"),
            Map.entry("VCON_STORAGE_FALLBACK_ENABLED", "True"),
            Map.entry("EGRESS_FORMAT_VERSION", "0.0.1"),
            Map.entry("LOG_LEVEL", "DEBUG"),
            Map.entry("CONSERVER_API_TOKEN", "hunter2"));

    Blueprint blueprint =
        Blueprint.read(
            ConfigLoader.locate(null, environment, null), environment, Overrides.none(), CATALOG);

    assertThat(blueprint.warnings())
        .extracting(problem -> problem.key() + ": " + problem.message())
        .containsExactly(
            "links.tag.ingress-lists: is ignored, as it always was: lists belong to chains",
            "links.summary.module: links.analyze is a module of vcon-server that vcond does"
                + " not have yet; no enabled chain uses it",
            "tracers: is empty, and cannot run in vcond yet",
            "followers: is empty, and cannot run in vcond yet");
    Config config = blueprint.config();
    assertThat(config.redis().url().reveal()).isEqualTo("redis://redis");
    assertThat(config.worker().concurrency()).isEqualTo(8);
    assertThat(config.compat().dlqExpiry()).isEqualTo(Duration.ofDays(7));
    assertThat(config.compat().indexExpiry()).isEqualTo(Duration.ofDays(1));
    assertThat(blueprint.chains())
        .extracting(
            chain -> chain.config().name(),
            chain -> chain.config().ingressLists(),
            chain -> chain.links().stream().map(link -> link.config().name()).toList(),
            chain -> chain.storages().stream().map(BoundStorage::owner).toList())
        .containsExactly(
            tuple(
                "main",
                List.of("on", "123"),
                List.of("tag", "slow_down", "tag"),
                List.of("postgres", "file")),
            tuple("archive", List.of("to_archive"), List.of(), List.of("archive")));
    assertThat(config.storage("postgres").policy().egressFormat()).isEqualTo(EgressFormat.V0_0_1);
    assertThat(config.storage("file").policy().egressFormat()).isEqualTo(EgressFormat.CURRENT);
  }

  @Test
  void a_value_that_could_not_be_put_in_is_complained_of_once() {
    assertThat(
            says(
                "links: {it: {module: links.tag, options: {tags: ['${NOT_SET}', b]}}}\n",
                DISK,
                CHAIN))
        .singleElement()
        .asString()
        .contains("links.it.options.tags[0]: the environment variable NOT_SET is not set");
  }

  @Test
  void a_module_without_its_section_is_guessed() {
    assertThat(says("links: {it: {module: tag}}\n", DISK, CHAIN).getFirst())
        .contains("there is no module \"tag\"", "Did you mean \"links.tag\"?");
    assertThat(says(IT, "storages: {disk: {module: file}}\n", CHAIN).getFirst())
        .contains("there is no module \"file\"", "Did you mean \"storage.file\"?");
  }

  @Test
  void what_the_engine_does_around_a_link_is_not_among_its_options() {
    assertThat(
            says(
                "links: {it: {module: links.tag, options: {timeout: 5s, retry: {}}}}\n",
                CHAIN,
                DISK))
        .anySatisfy(said ->
            assertThat(said)
                .contains(
                    "links.it.options.timeout: stands beside the options of a link",
                    "Write it as links.it.timeout."))
        .anySatisfy(said -> assertThat(said).contains("Write it as links.it.retry."));
    assertThat(says(IT, CHAIN.replace("[it]", "[{it: {timeout: 5s}}]"), DISK))
        .singleElement()
        .asString()
        .contains("chains.main.links.it.timeout: stands beside", "Write it as links.it.timeout.");
  }

  @Test
  void a_router_that_sends_vcons_back_to_its_own_chain_is_warned_of() {
    Catalog routing = new Catalog(List.of(TagRouterLink.type()), List.of());
    String chains =
        """
        chains:
          main: {ingress_lists: [a], links: [route]}
          other: {ingress_lists: [b], links: [route: {tag_routes: {x: c}}]}
        """;

    assertThat(
            says(
                routing,
                "links: {route: {module: links.tag_router, options: {tag_routes: {x: [c, a]}}}}\n",
                chains))
        .singleElement()
        .asString()
        .contains("links.route: routes to \"a\", an ingress list of chain \"main\"")
        .contains("Route to a list of another chain.");
  }

  @Test
  void names_of_modules_that_only_documentation_uses_are_answered_with_the_real_one() {
    assertThat(
            says(
                new Catalog(List.of(), List.of(RedisStorage.type())),
                "storages: {a: {module: storage.redis}, b: {module: storage.mongodb}}\n",
                "links: {c: {module: links.slack}}\n"))
        .anySatisfy(said ->
            assertThat(said)
                .contains(
                    "storage.redis is, in documentation of vcon-server, another name of"
                        + " storage.redis_storage;")
                .contains("Write module: storage.redis_storage."))
        .anySatisfy(said ->
            assertThat(said)
                .contains(
                    "storage.mongodb is, in documentation of vcon-server, another name of"
                        + " storage.mongo, a module of"))
        .anySatisfy(
            said -> assertThat(said).contains("another name of links.post_analysis_to_slack,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhook | webhook-urls: [] | there is no address: the link posts nothing",
        "webhook | | there is no address: the link posts nothing",
        "tag | tags: [] | there is none: the link does nothing",
        "delay | seconds: -5 | is less than nothing: the link does not wait",
      })
  void options_that_do_nothing_are_taken_as_vcon_server_takes_them_and_warned_of(
      String module, @Nullable String options, String said) {
    String link =
        "links: {it: {module: links.%s, options: {%s}}}\n"
            .formatted(module, options == null ? "" : options);

    assertThat(says(Catalog.builtIn(), link, DISK, CHAIN))
        .singleElement()
        .asString()
        .contains("warning: links.it.options.", said);
  }

  @Test
  void a_wait_that_no_timeout_leaves_room_for_is_refused() {
    String wait = "links: {it: {module: links.delay, options: {seconds: 1h}}}\n";
    assertThat(says(wait, DISK, CHAIN))
        .singleElement()
        .asString()
        .contains(
            "chains.main.timeout: is 10m, and the links wait for 1h: no run can ever succeed");

    String longer = CHAIN.replace("{ingress", "{timeout: 2h, ingress");
    assertThat(says(wait, DISK, longer)).isEmpty();
    assertThat(says(wait.replace("options", "timeout: 5m, options"), DISK, longer))
        .singleElement()
        .asString()
        .contains("config.yml:1:", "links.it.timeout: is 5m, and the link takes 1h");
    assertThat(says(wait, DISK, longer.replace("[it]", "[it, it]")))
        .singleElement()
        .asString()
        .contains("is 2h, and the links wait for 2h");
  }

  @Test
  void the_hook_of_vcon_server_is_answered_once_wherever_it_stands() {
    assertThat(
            says(
                "links: {it: {module: links.tag, options: {tags: [a], after_link: {log: 1}}}}\n",
                DISK,
                CHAIN.replace("[it]", "[it: {after_link: {log: 2}}]")))
        .singleElement()
        .asString()
        .contains("warning: links.it.options.after_link: is for a hook", "it is ignored")
        .contains("The same holds for chains.main.links.it.after_link.");
  }

  @Test
  void a_short_name_that_is_a_word_of_another_is_guessed() {
    assertThat(says(Catalog.builtIn(), "links: {it: {module: links.jq}}\n", DISK, CHAIN))
        .singleElement()
        .asString()
        .contains("Did you mean \"links.jq_link\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "links | links.sampler | rate: 100 | Write method: percentage, and value: 10 for what was"
            + " rate: 0.1. For what was rate: 100, one of 100, write method: modulo",
        "links | links.sampler | percentage: 10 | Write method: percentage, and value: 10",
        "links | links.sampler | modulo: 5 | Write method: modulo, and value: 5",
        "links | links.tag_router | rules: [] | Write tag_routes:",
        "links | links.tag_router | routes: [] | Write tag_routes: {'priority:high'",
        "links | links.tag_router | default_destination: x | Remove it: what has no such tag",
        "links | links.jq_link | expression: .x | Write filter:",
        "links | links.jq_link | forward_on_match: true | Write forward_matches:",
        "links | links.jq_link | forward_list: x | Remove it:",
        "links | links.diet | remove_dialog_bodies: true | Write remove_dialog_body: true",
        "links | links.diet | remove_attachments: true | Write remove_attachment_types:",
        "links | links.diet | remove_analysis_types: [x] | Remove it: the link removes all"
            + " analyses",
        "links | links.diet | redirect_media_to_storage: s3 | Write remove_dialog_body: true",
        "links | links.expire_vcon | expire_seconds: 5 | Write seconds:",
        "links | links.tag | retry_count: 5 | Write retry: {max_attempts: 3}",
        "links | links.webhook | retry_delay: 5 | Write retry: {wait: 1s}",
        "storages | storage.file | base_path: x | Write path:",
        "storages | storage.s3 | batch_size: 5 | Remove it:",
        "links | links.webhook | url: http://a.example | Write webhook-urls:",
        "storages | storage.postgres | connection_string: x | Write host, port,",
      })
  void options_that_only_documentation_names_are_answered_with_the_real_ones(
      String section, String module, String option, String instead) {
    assertThat(
            says(
                Catalog.builtIn(),
                "%s: {it: {module: %s, options: {%s}}}\n".formatted(section, module, option)))
        .anySatisfy(said ->
            assertThat(said)
                .contains("it.options." + option.replaceFirst(":.*", ": unknown key"))
                .contains(
                    "Documentation of vcon-server has it, but nothing ever read it. " + instead));
  }
}
