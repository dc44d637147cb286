package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schema for editors takes what the daemon takes, and marks what it refuses. */
class ConfigSchemaTest {
  private static final Path RESOURCES = Path.of("src/test/resources/dev/vcond");
  private static final SpecificationVersion VERSION = SpecificationVersion.DRAFT_2020_12;
  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(VERSION);
  private static final JsonNode JSON = Catalog.builtIn().schema();
  private static final Schema SCHEMA = REGISTRY.getSchema(JSON);

  private static List<Error> errors(String yaml) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return SCHEMA.validate(new JsonMapper().valueToTree(read));
  }

  @Test
  void it_is_a_schema_of_2020_12() {
    Schema ofSchemas = REGISTRY.getSchema(SchemaLocation.of(VERSION.getDialectId()));

    assertThat(JSON.get("$schema").asText()).isEqualTo(VERSION.getDialectId());
    assertThat(ofSchemas.validate(JSON)).isEmpty();
  }

  static Stream<Path> files() {
    return Stream.of(
        Path.of("config.yml"),
        RESOURCES.resolve("config/every-default.yml"),
        RESOURCES.resolve("config/without-defaults.yml"),
        RESOURCES.resolve("config/vcon-server.yml"),
        RESOURCES.resolve("app/operator.yml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_that_runs_is_taken(Path file) throws IOException {
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  static Stream<String> examples() {
    return Stream.of(ModuleKind.values())
        .flatMap(kind -> ModuleList.builtIn(kind).all().stream())
        .map(ModuleDescription::example);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_example_of_a_module_is_taken(String example) {
    assertThat(errors(example)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "worker: {concurrency: '32', drain_timeout: 1h30m, memory: 512MiB}",
        "worker: {concurrency: \"${N:-8}\", order: FAIR, drain_timeout: 30}",
        "redis:",
        "chains: {a: {ingress_lists: in, enabled: yes, timeout: 0.5, links: tag}}",
        "chains: {a: {links: [tag, {tag: {tags: [b]}}, {tag: }]}}",
        "links: {a: {module: com.example.Own, options: {x: {y: 1}}}}",
        "links: {a: {module: links.analyze, options: {prompt: x}}}",
        "links: {a: {module: links.tag, options: {only_if: {section: analysis}, after_link: {}}}}",
        "storages: {a: {module: storage.file, options: {max_size: 5MB, file_permissions: 0o640}}}",
        "storages: {a: {module: storage.postgres, options: {table_name: x, port: '5432'}}}",
        "x-mine: {anything: [1]}",
        "imports: {a: b}",
      })
  void what_check_takes_is_taken(String yaml) {
    assertThat(errors(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chain: {} | chain",
        "worker: {concurrency: many} | /worker/concurrency",
        "worker: {order: unfair} | /worker/order",
        "worker: {drain_timeout: 5 weeks} | /worker/drain_timeout",
        "redis: {url: http://redis} | /redis/url",
        "redis: {url: {host: x}} | /redis/url",
        "links: {a: {module: links.tga}} | /links/a/module",
        "links: {a: {options: {}}} | /links/a",
        "links: {a: {module: links.tag, options: {tgs: [x]}}} | /links/a/options",
        "links: {a: {module: links.tag, tags: [x]}} | /links/a",
        "links: {a: {module: links.sampler, options: {sampling_rate: 1}}} | /links/a/options",
        "storages: {a: {module: storage.file, options: {fsync: maybe}}} |"
            + " /storages/a/options/fsync",
        "storages: {a: {module: storage.file, on_failure: retry}} | /storages/a/on_failure",
        "chains: {a: {links: [{b: {}, c: {}}]}} | /chains/a/links",
        "chains: {a: {ingress_lists: {b: c}}} | /chains/a/ingress_lists",
        "chains: [a] | /chains",
      })
  void what_check_refuses_is_marked_at_its_place(String yaml, String place) {
    assertThat(errors(yaml))
        .isNotEmpty()
        .anySatisfy(error ->
            assertThat(error.getInstanceLocation() + "/" + error.getMessage()).contains(place));
  }

  @Test
  void editors_can_show_what_a_key_means_and_what_it_is_when_it_is_not_written() {
    JsonNode timeout = JSON.at("/properties/chains/additionalProperties/properties/timeout");
    assertThat(timeout.get("description").asText()).contains("the whole run of one vCon");
    assertThat(timeout.get("default").asText()).isEqualTo("10m");
    assertThat(JSON.at("/$defs/links.delay/properties/seconds/default").asInt()).isEqualTo(5);
    assertThat(JSON.at("/$defs/storage.postgres/properties/password/writeOnly").asBoolean())
        .isTrue();
    assertThat(JSON.at("/$defs/storage.postgres/properties/table_name/deprecated").asBoolean())
        .isTrue();
    assertThat(JSON.at("/$defs").size())
        .isEqualTo(BuiltIns.links().size() + BuiltIns.storages().size());
  }
}
