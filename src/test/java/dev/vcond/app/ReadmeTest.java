package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.Overrides;
import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README and the manual say what the code does. */
class ReadmeTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```java\npackage ([\\w.]+);\n(.*?public final class (\\w+).*?)```", Pattern.DOTALL);

  /** As an IDE would write them; the page leaves them out for brevity. */
  private static final String IMPORTS =
      """
      import dev.vcond.config.Option;
      import dev.vcond.link.*;
      import dev.vcond.storage.*;
      import dev.vcond.vcon.Vcon;
      import java.io.IOException;
      import java.net.URI;
      import java.net.http.*;
      """;

  @TempDir Path folder;

  private static final Path EXTEND = Path.of("src/main/resources/dev/vcond/cli/help/extend.md");

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  @Test
  void the_configuration_reference_is_the_one_that_the_code_makes() throws IOException {
    String readme = readme();

    assertThat(ReferenceText.into(readme, Catalog.builtIn()))
        .as("README.md differs from the code; renew it: bin/vcond reference --into README.md")
        .contains(readme);
    assertThat(readme).contains("### Module `storage.file`", "| `CONSERVER_WORKERS` |");
  }

  @Test
  void a_page_without_a_place_for_the_reference_is_left_alone() {
    assertThat(ReferenceText.into("# Another page\n", Catalog.builtIn())).isEmpty();
  }

  @Test
  void the_storage_and_the_link_of_the_manual_compile_and_are_understood_in_a_configuration()
      throws Exception {
    try (var classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Map<String, Class<?>> examples = Map.copyOf(compiled(classes));
      var catalog =
          new Catalog(
              List.of((LinkType<?>) type(examples, "PartiesLink")),
              List.of((StorageType<?>) type(examples, "PutStorage")));
      Path file =
          Files.writeString(
              folder.resolve("config.yml"),
              """
              links: {enough: {module: links.parties, options: {least: 3}}}
              storages: {web: {module: storage.put, options: {url: http://127.0.0.1/}}}
              chains: {main: {ingress_lists: [a], links: [enough], storages: [web]}}
              """);

      var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), catalog);

      assertThat(blueprint.warnings()).isEmpty();
      blueprint.chains().getFirst().links().getFirst().open().close();
      assertThat(ReferenceText.of(catalog)).contains("| `least` | whole number | `2` |");
    }
  }

  private static Object type(Map<String, Class<?>> classes, String name) throws Exception {
    Class<?> example = classes.get(name);
    if (example == null) {
      throw new AssertionError("The page shows no " + name);
    }
    return example.getMethod("type").invoke(null);
  }

  private Map<String, Class<?>> compiled(ClassLoader classes) throws Exception {
    List<MatchResult> examples = EXAMPLE.matcher(Files.readString(EXTEND)).results().toList();
    List<JavaFileObject> sources = examples.stream().map(ReadmeTest::source).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-d", folder.toString(), "-proc:none", "-Xlint:all", "-Werror");
    assertThat(compiler.getTask(null, null, null, options, null, sources).call()).isTrue();
    var loaded = new HashMap<String, Class<?>>();
    for (MatchResult example : examples) {
      String name = example.group(3);
      loaded.put(name, classes.loadClass(example.group(1) + "." + name));
    }
    return loaded;
  }

  private static JavaFileObject source(MatchResult example) {
    String text = "package " + example.group(1) + ";\n" + IMPORTS + example.group(2);
    return new SimpleJavaFileObject(
        URI.create("string:///" + example.group(3) + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
