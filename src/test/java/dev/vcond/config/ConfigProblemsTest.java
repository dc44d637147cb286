package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads about a file that is wrong. */
class ConfigProblemsTest {

  @TempDir Path folder;
  private ConfigFile file = new ConfigFile(Path.of("."));

  @BeforeEach
  void file_in_a_folder_of_its_own() {
    file = new ConfigFile(folder);
  }

  @Test
  void everything_is_said_at_once_line_by_line() {
    assertThat(
            file.errors(
                """
                redis: {url: http://localhost}
                worker:
                  concurency: 5
                  memory: 90%
                links:
                  tag: {options: {}}
                storages:
                  disk:
                    module: storage.file
                    on_failure: retry
                    retry: {max_attempts: 0}
                chains:
                  main:
                    timeout: soon
                    links: [tog]
                    storages: [disc]
                    ingress_lists: [DLQ:a]
                tracers: {a: {module: b}}
                """))
        .containsExactly(
            "config.yml:1:14: redis.url: expected redis://host:6379, rediss://, redis-sentinel://"
                + " or the word embedded",
            "config.yml:3:3: worker.concurency: unknown key. Did you mean \"concurrency\"? Allowed"
                + " here: concurrency, memory, drain_timeout, order, on_uuid_mismatch, normalize.",
            "config.yml:4:11: worker.memory: expected 1% to 80% of the heap, or a size of at least"
                + " 1MB such as 256MB, not \"90%\"",
            "config.yml:6:8: links.tag.module: is required. For example: links.tag",
            "config.yml:10:17: storages.disk.on_failure: expected one of dead_letter, defer,"
                + " ignore, not \"retry\"",
            "config.yml:11:27: storages.disk.retry.max_attempts: expected a number from 1 to 100,"
                + " not 0",
            "config.yml:14:14: chains.main.timeout: expected a time such as 30s, 250ms, 5m, 1h or"
                + " 2d, not \"soon\"",
            "config.yml:15:13: chains.main.links: there is no link \"tog\", which chain \"main\""
                + " names. Did you mean \"tag\"? Define links.tog, remove the name from the chain,"
                + " or set chains.main.enabled: 0.",
            "config.yml:16:16: chains.main.storages: there is no storage \"disc\", which chain"
                + " \"main\" names. Did you mean \"disk\"? Define storages.disc, remove the name"
                + " from the chain, or set chains.main.enabled: 0.",
            "config.yml:17:21: chains.main.ingress_lists: no list may begin with DLQ:, as"
                + " \"DLQ:a\" does. Keys of that name hold something else in Redis. Choose another"
                + " name.",
            "config.yml:18:1: tracers: cannot run in vcond yet and would silently do nothing."
                + " Remove them, or set unsupported: warn to start without them.");
  }

  @Test
  void a_name_from_the_other_section_or_of_a_module_is_told_with_what_was_meant() {
    assertThat(
            file.errors(
                """
                links: {tag: {module: links.tag}}
                storages: {disk: {module: storage.file}}
                chains: {main: {links: [disk, links.tag], storages: [tag], ingress_lists: [a]}}
                """))
        .satisfiesExactly(
            said ->
                assertThat(said)
                    .contains("names. It stands under storages: name it in storages of the chain."),
            said -> assertThat(said).contains("names. Did you mean \"tag\"? Define"),
            said ->
                assertThat(said)
                    .contains("names. It stands under links: name it in links of the chain."));
  }

  @Test
  void what_stands_on_one_line_is_said_from_left_to_right() {
    assertThat(file.errors("worker: {order: x, concurrency: y}"))
        .containsExactly(
            "config.yml:1:17: worker.order: expected one of fair, config, not \"x\"",
            "config.yml:1:33: worker.concurrency: expected a whole number, not \"y\"");
  }

  @Test
  void two_chains_on_one_list_are_named_with_the_one_that_vcon_server_ran() {
    assertThat(
            file.errors(
                """
                chains:
                  first: {ingress_lists: [a, default]}
                  second: {ingress_lists: [b]}
                  third: {ingress_lists: [default]}
                """))
        .containsExactly(
            "config.yml:4:27: chains.third.ingress_lists: the chains \"first\", \"third\" all take"
                + " from the list \"default\". Remove it from all but one, or set enabled: 0 for"
                + " the others; vcon-server would have run only the last, \"third\".");
  }

  @Test
  void names_of_lists_that_mean_something_else_are_refused() {
    for (String list : new String[] {"DLQ:x", "vcon:x", "context:x", "vcond:x", "storage:x"}) {
      assertThat(file.errors("chains: {main: {ingress_lists: ['" + list + "']}}"))
          .singleElement()
          .asString()
          .contains("as \"" + list + "\" does");
      assertThat(
              file.errors("chains: {main: {ingress_lists: [a], egress_lists: ['" + list + "']}}"))
          .singleElement()
          .asString()
          .startsWith("config.yml:1:52: chains.main.egress_lists");
    }
    assertThat(file.errors("chains: {main: {ingress_lists: ['']}}"))
        .containsExactly("config.yml:1:33: chains.main.ingress_lists: a list has an empty name");
    assertThat(file.errors("chains: {main: {ingress_lists: [vcons]}}"))
        .singleElement()
        .asString()
        .contains("is the sorted set of all vCons");
  }

  @Test
  void a_chain_that_feeds_itself_or_takes_from_nowhere_is_warned_of() {
    assertThat(
            file.says(
                """
                chains:
                  main: {ingress_lists: [a], egress_lists: [b, a]}
                  idle:
                    egress_lists: [c]
                  off: {enabled: 0}
                """))
        .containsExactly(
            "config.yml:2:48: warning: chains.main.egress_lists: \"a\" is an ingress list of the"
                + " same chain: every vCon runs forever. Push to another list.",
            "config.yml:3:3: warning: chains.idle: has no ingress_lists: it will never run. Name a"
                + " list under ingress_lists, or set enabled: 0.");
  }

  @Test
  void lists_that_could_not_be_read_are_complained_of_once() {
    assertThat(file.says("chains: {main: {ingress_lists: ['${NOT_SET}']}}"))
        .singleElement()
        .asString()
        .contains("NOT_SET is not set");
  }

  @Test
  void a_file_without_an_enabled_chain_is_warned_of() {
    assertThat(file.says("chains: {main: {ingress_lists: [a], enabled: 0}}"))
        .containsExactly(
            "config.yml:1:10: warning: chains: no chain is enabled: nothing will be claimed");
  }

  @Test
  void a_step_is_a_name_or_one_name_with_options() {
    assertThat(
            file.errors(
                """
                chains:
                  main:
                    ingress_lists: [a]
                    links:
                      - {tag: {}, webhook: {}}
                      - [tag]
                      - ''
                      - tag: 5
                """))
        .containsExactly(
            "config.yml:5:9: chains.main.links: expected a name, or a single name with its"
                + " options. For example: [tag, {webhook: {timeout: 5}}]",
            "config.yml:6:9: chains.main.links: expected a name, or a single name with its"
                + " options. For example: [tag, {webhook: {timeout: 5}}]",
            "config.yml:7:9: chains.main.links: expected a name, or a single name with its"
                + " options. For example: [tag, {webhook: {timeout: 5}}]",
            "config.yml:8:14: chains.main.links.tag: expected a mapping of keys to values, not a"
                + " single value. For example: [tag, {webhook: {timeout: 5}}]");
  }

  @Test
  void a_storage_stands_once_in_a_chain() {
    String storages =
        "storages: {disk: {module: storage.file}}\nchains: {main: {ingress_lists: [a],";

    assertThat(file.says(storages + " storages: [disk, disk]}}"))
        .containsExactly(
            "config.yml:2:54: warning: chains.main.storages: \"disk\" stands twice. Remove one.");
    assertThat(file.errors(storages + " storages: [disk, {disk: {path: /b}}]}}"))
        .singleElement()
        .asString()
        .contains("\"disk\" stands twice with different options");
  }

  @Test
  void policy_keys_stand_beside_options() {
    assertThat(
            file.errors(
                """
                storages:
                  disk:
                    module: storage.file
                    path: /data
                    timeout: 5s
                    max_size: 1MB
                    options:
                      max_size: 2MB
                      on_failure: defer
                chains:
                  main: {ingress_lists: [a], storages: [{disk: {max_size: 3MB}}]}
                """))
        .satisfiesExactly(
            said ->
                assertThat(said)
                    .startsWith(
                        "config.yml:4:5: storages.disk.path: unknown key. Allowed here: module,"
                            + " options, on_failure, on_outage, max_size, on_oversize, concurrency,"
                            + " attempt_timeout, retry, egress_format. What the module itself takes"
                            + " stands below options."),
            said ->
                assertThat(said)
                    .startsWith(
                        "config.yml:5:5: storages.disk.timeout: unknown key. Did you mean"
                            + " \"attempt_timeout\"?"),
            said ->
                assertThat(said)
                    .isEqualTo(
                        "config.yml:8:7: storages.disk.options.max_size: is given twice,"
                            + " also beside options. Keep one of them."),
            said ->
                assertThat(said)
                    .isEqualTo(
                        "config.yml:9:7: storages.disk.options.on_failure: stands beside"
                            + " options, not inside. Write it as storages.disk.on_failure."),
            said ->
                assertThat(said)
                    .isEqualTo(
                        "config.yml:11:49: chains.main.storages.disk.max_size: is not an option"
                            + " that a chain can change. Write it as storages.disk.max_size."));
  }

  @Test
  void values_out_of_range_are_refused() {
    assertThat(
            file.errors(
                """
                worker: {concurrency: 0}
                admin: {listen: localhost}
                storages:
                  a: {module: m, concurrency: 99999}
                  b: {module: m, attempt_timeout: 0s}
                  c: {module: m, max_size: 0}
                  d: {module: m, retry: {jitter: 1.5}}
                  e: {module: m, retry: {multiplier: 0.5}}
                  f: {module: m, retry: {wait: 20s}}
                  g: {module: '', retry: {wait: 0s}}
                links:
                  a: {module: m, timeout: -5s}
                """))
        .containsExactly(
            "config.yml:1:23: worker.concurrency: expected a number from 1 to 100000, not 0",
            "config.yml:2:17: admin.listen: expected an address such as 127.0.0.1:9464, not"
                + " \"localhost\"",
            "config.yml:4:31: storages.a.concurrency: expected a number from 1 to 10000, not 99999",
            "config.yml:5:35: storages.b.attempt_timeout: expected a time longer than zero, such as"
                + " 30s",
            "config.yml:6:28: storages.c.max_size: expected a size of at least 1B",
            "config.yml:7:34: storages.d.retry.jitter: expected a share from 0 to 1, such as 0.2",
            "config.yml:8:38: storages.e.retry.multiplier: expected a number from 1 to 100",
            "config.yml:9:25: storages.f.retry.max_wait: expected a time not shorter than wait",
            "config.yml:10:15: storages.g.module: is empty. Write a name, or remove the key.",
            "config.yml:10:33: storages.g.retry.wait: expected a time longer than zero, such as"
                + " 30s",
            "config.yml:12:27: links.a.timeout: expected a time such as 30s, 250ms, 5m, 1h or 2d,"
                + " not \"-5s\"");
  }

  @Test
  void things_of_the_wrong_shape_are_refused() {
    assertThat(
            file.errors(
                """
                redis: localhost
                links: [tag]
                storages:
                  disk: storage.file
                chains:
                  main: {ingress_lists: [{a: b}], storages: [null]}
                nonsense: 1
                """))
        .containsExactly(
            "config.yml:1:8: redis: expected a mapping of keys to values, not a single value",
            "config.yml:2:8: links: expected a mapping of keys to values, not a list",
            "config.yml:4:9: storages.disk: expected a mapping of keys to values, not a single"
                + " value. For example: {module: storage.file}",
            "config.yml:6:26: chains.main.ingress_lists[0]: expected a single value, not a mapping."
                + " For example: ingress_lists: [default]",
            "config.yml:6:46: chains.main.storages: expected a name, or a single name with its"
                + " options. For example: [tag, {webhook: {timeout: 5}}]",
            "config.yml:7:1: nonsense: unknown key. Allowed here: redis, worker, admin, plugins,"
                + " unsupported, links, storages, chains. A key that only holds anchors begins with"
                + " x-.");
    assertThat(file.errors("- a\n- b\n"))
        .containsExactly("config.yml:1:1: expected sections such as redis:, storages: and chains:");
  }

  @Test
  void names_that_nobody_could_read_are_refused() {
    assertThat(
            file.errors(
                """
                links: {'': {module: links.tag}}
                storages: {"a\\tb": {module: storage.file}}
                chains: {' ': {ingress_lists: ["c\\nd"]}}
                """))
        .containsExactly(
            "config.yml:1:9: links: a name is empty. Write one, such as main.",
            "config.yml:2:12: storages: a name holds a line end or another character that cannot be"
                + " seen. Write letters, digits, - and _.",
            "config.yml:3:10: chains: a name is empty. Write one, such as main.",
            "config.yml:3:32: chains. .ingress_lists: the name of a list holds a line end or"
                + " another character that cannot be seen. Choose another name.");
  }
}
