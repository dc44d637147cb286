package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.DescribedOption;
import dev.vcond.config.Option;
import dev.vcond.config.Overrides;
import dev.vcond.storage.StorageType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference shows as an example works as it stands there. */
class ModuleExamplesTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\w+):$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  @TempDir Path folder;

  /** A module as the reference shows it. */
  record Shown(ModuleKind kind, ModuleDescription about) {
    String entry() {
      var entry = ENTRY.matcher(about.example());
      assertThat(entry.find()).as(about.example()).isTrue();
      return entry.group(1);
    }

    @Override
    public String toString() {
      return about.module();
    }
  }

  static List<Shown> modules() {
    List<Shown> all = new ArrayList<>();
    for (ModuleKind kind : ModuleKind.values()) {
      ModuleList.builtIn(kind).all().forEach(about -> all.add(new Shown(kind, about)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void the_example_is_understood_without_a_warning(Shown module) throws IOException {
    Blueprint blueprint = read(module);

    assertThat(blueprint.warnings()).isEmpty();
    BoundChain chain = blueprint.chains().getFirst();
    assertThat(module.kind() == ModuleKind.LINK ? chain.links() : chain.storages()).hasSize(1);
    assertThat(blueprint.config().chains()).hasSize(1);
    assertThat(module.kind().moduleOf(module.entry(), blueprint.config()))
        .isEqualTo(module.about().module());
  }

  private Blueprint read(Shown module) throws IOException {
    String example = module.about().example();
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            "%s\nchains: {main: {ingress_lists: [in], %s: [%s]}}\n"
                .formatted(example, module.kind().section(), module.entry()));
    Map<String, String> environment =
        VARIABLE
            .matcher(example)
            .results()
            .map(match -> match.group(1))
            .distinct()
            .collect(Collectors.toMap(Function.identity(), _ -> "secret"));
    return Blueprint.read(file, environment, Overrides.none(), Catalog.builtIn());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void the_example_holds_every_option_that_is_required(Shown module) {
    assertThat(module.about().options().stream().filter(DescribedOption::required))
        .allSatisfy(option ->
            assertThat(module.about().example()).contains("      " + option.key() + ": "));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_secret_is_never_written_out_in_an_example(Shown module) {
    Stream<String> secrets =
        module.about().options().stream()
            .filter(option -> option.type().contains("secret"))
            .map(DescribedOption::key);
    assertThat(secrets)
        .allSatisfy(
            key -> assertThat(module.about().example()).doesNotContainPattern(key + ": [^${]"));
  }

  @Test
  void options_are_required_where_a_configuration_without_them_is_refused() {
    assertThat(
            modules().stream()
                .flatMap(module ->
                    module.about().options().stream()
                        .filter(DescribedOption::required)
                        .map(option -> module + " " + option.key())))
        .contains("storage.http base_url", "storage.webhook webhook-urls")
        .doesNotContain("storage.s3 bucket", "storage.http headers");
  }

  @Test
  void a_module_without_an_example_shows_what_must_be_written() {
    var type =
        new StorageType<>(
            "storage.bare",
            "Bare.",
            "",
            Bare.class,
            OwnModules.Saver.class,
            (_, _) -> (OwnModules.Saver) _ -> {});
    assertThat(ModuleDescription.of(type).example())
        .isEqualTo(
            """
            storages:
              bare:
                module: storage.bare
                options:
                  url: https://example.com/vcons/\
            """);
  }

  record Bare(
      @Option(value = "Folder.", example = "https://example.com/vcons/") URI url,
      @Option(value = "Depth.", defaultValue = "1") int depth) {}
}
