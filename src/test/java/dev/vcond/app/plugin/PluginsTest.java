package dev.vcond.app.plugin;

import static dev.vcond.app.plugin.PluginJar.link;
import static dev.vcond.app.plugin.PluginJar.storage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.app.plugin.PluginModule.OfLink;
import dev.vcond.app.plugin.PluginModule.OfStorage;
import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.Readable;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.testkit.SampleVcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of jars in a folder, good ones and bad ones. */
final class PluginsTest {
  private static final String MINE = "com.example.Mine";

  @TempDir Path folder;

  private final List<Plugins> read = new ArrayList<>();

  @AfterEach
  void close() {
    read.forEach(Plugins::close);
  }

  private Plugins plugins() {
    Plugins plugins = Plugins.in(folder);
    read.add(plugins);
    return plugins;
  }

  private static Storage open(PluginModule module) throws Exception {
    assertThat(module).isInstanceOf(OfStorage.class);
    return open(((OfStorage) module).type());
  }

  private static <O extends Record> Storage open(StorageType<O> type) throws Exception {
    O options = RecordBinder.bind(type.options(), Mapping.empty(), "options", new Problems());
    assertThat(options).isNotNull();
    return type.opener().open(options, new StorageSetup("mine", InstantSource.system()));
  }

  private static <O extends Record> Link open(LinkType<O> type) throws Exception {
    O options = RecordBinder.bind(type.options(), Mapping.empty(), "options", new Problems());
    assertThat(options).isNotNull();
    return type.opener().open(options);
  }

  /** What the body of a storage says. */
  private static String said(Storage storage) throws Exception {
    Optional<byte[]> answer = ((Readable) storage).get(SampleVcon.randomId());
    return new String(answer.orElseThrow(), UTF_8);
  }

  private String whyNot(String className) {
    PluginModule module = plugins().find(className);
    assertThat(module).isInstanceOf(Unusable.class);
    return ((Unusable) module).reason();
  }

  /** Puts a storage into {@code mine.jar} and says why it cannot be used, without name and jar. */
  private String whyNotOf(String source) throws Exception {
    Path jar = PluginJar.of(source).to(folder.resolve("mine.jar"));
    String begin = "%s of %s cannot be used: ".formatted(MINE, jar);
    assertThat(whyNot(MINE)).startsWith(begin);
    return whyNot(MINE).substring(begin.length());
  }

  @Test
  void a_class_of_a_jar_is_a_storage_with_what_it_can_do() throws Exception {
    PluginJar.of(storage("Mine", "return \"hello\";")).to(folder.resolve("mine.jar"));

    Storage storage = open(plugins().find(MINE));

    assertThat(said(storage)).isEqualTo("hello");
    assertThat(storage).isNotInstanceOf(Deletable.class).isEqualTo(storage);
    assertThat(storage.hashCode()).isEqualTo(storage.hashCode());
    storage.save(SampleVcon.document().vcon());
    storage.close();
  }

  @Test
  void a_class_of_a_jar_is_a_link() throws Exception {
    PluginJar.of(link("Ender")).to(folder.resolve("ender.jar"));

    OfLink found = (OfLink) plugins().find("com.example.Ender");
    var context = new LinkContext("main", "end", "list");
    LinkResult result = open(found.type()).apply(SampleVcon.document().vcon(), context);

    assertThat(((LinkResult.Halt) result).reason()).isEqualTo("halted by Ender");
  }

  @Test
  void the_jars_of_a_folder_are_one_plugin() throws Exception {
    String library =
        "package lib; public class Words { public static String of() { return \"w\"; } }";
    String mine = storage("Mine", "return lib.Words.of();");
    PluginJar.of(library).to(folder.resolve("mine/words.jar"));
    PluginJar.of(mine, library).without("lib/Words.class").to(folder.resolve("mine/mine.jar"));

    assertThat(said(open(plugins().find(MINE)))).isEqualTo("w");
  }

  @Test
  void two_plugins_have_their_own_versions_of_a_library() throws Exception {
    for (String version : List.of("One", "Two")) {
      PluginJar.of(
              "package lib; public class Lib { public static String of() { return \"%s\"; } }"
                  .formatted(version),
              storage(version, "return lib.Lib.of();"))
          .to(folder.resolve(version + ".jar"));
    }
    Plugins plugins = plugins();

    assertThat(said(open(plugins.find("com.example.One")))).isEqualTo("One");
    assertThat(said(open(plugins.find("com.example.Two")))).isEqualTo("Two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.vcond.queue.Redis",
        "dev.vcond.app.BuiltIns",
        "dev.vcond.config.ConfigLoader",
        "dev.vcond.storage.StorageWriter",
        "dev.vcond.storage.file.FileStorage",
        "dev.vcond.link.tag.TagLink",
        "io.lettuce.core.RedisClient",
        "org.postgresql.Driver",
        "com.zaxxer.hikari.HikariDataSource",
        "software.amazon.awssdk.services.s3.S3Client",
        "org.yaml.snakeyaml.Yaml",
        "ch.qos.logback.classic.Logger"
      })
  void what_is_no_part_of_the_contract_is_hidden(String hidden) throws Exception {
    assertThat(Class.forName(hidden).getName()).isEqualTo(hidden); // vcond has it
    String look =
        """
        try {
          return Class.forName("%s").getName();
        } catch (ClassNotFoundException e) {
          return "hidden";
        }
        """
            .formatted(hidden);
    PluginJar.of(storage("Mine", look)).to(folder.resolve("mine.jar"));

    assertThat(said(open(plugins().find(MINE)))).isEqualTo("hidden");
  }

  @Test
  void the_contract_comes_from_vcond_even_if_a_jar_brings_it_along() throws Exception {
    PluginJar.of(
            storage("Mine", "return String.valueOf(LinkKind.of());"),
            "package com.example; class LinkKind { static Object of() { return"
                + " dev.vcond.link.LinkContext.class.isRecord(); } }",
            "package dev.vcond.link; public class LinkContext {}")
        .to(folder.resolve("mine.jar"));

    assertThat(said(open(plugins().find(MINE)))).isEqualTo("true");
  }

  @Test
  void the_threads_class_loader_is_the_plugins_while_its_code_runs() throws Exception {
    String look =
        "return java.util.ServiceLoader.load(Runnable.class).findFirst().map(s ->"
            + " s.getClass().getSimpleName()).orElse(\"none\");";
    String members =
        "public static class Found implements Runnable { public void run() {} }\n"
            + "private final ClassLoader opened = Thread.currentThread().getContextClassLoader();\n"
            + "public void close() throws java.io.IOException { if (opened !="
            + " Thread.currentThread().getContextClassLoader()) throw new"
            + " java.io.IOException(\"another one\"); }";
    PluginJar.of(storage("Mine", look, members))
        .with("META-INF/services/java.lang.Runnable", "com.example.Mine$Found\n")
        .to(folder.resolve("mine.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    Storage storage = open(plugins().find(MINE));

    assertThat(said(storage)).isEqualTo("Found");
    storage.close();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void what_is_no_jar_is_named_and_takes_no_other_down() throws Exception {
    Path text = Files.writeString(folder.resolve("a.jar"), "no jar at all");
    Path cut = Files.createDirectory(folder.resolve("b")).resolve("cut.jar");
    Path whole = PluginJar.of(storage("Mine", "return \"fine\";")).to(folder.resolve("c.jar"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(folder.resolve("README.md"), "# Plugins");
    Files.writeString(folder.resolve(".hidden.jar"), "not looked at");
    Files.createDirectory(folder.resolve("empty"));

    Plugins plugins = plugins();

    assertThat(plugins.troubles())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(text + " cannot be read: "),
            second -> assertThat(second).startsWith(cut + " cannot be read: "));
    assertThat(said(open(plugins.find(MINE)))).isEqualTo("fine");
    assertThat(((Unusable) plugins.find("com.example.Other")).reason())
        .startsWith(
            "com.example.Other names a class of a plugin, and no jar in %s holds it; %s cannot"
                .formatted(folder, text));
  }

  @Test
  void a_folder_that_is_not_there_is_said_when_it_is_needed() {
    Plugins plugins = Plugins.in(folder.resolve("none"));

    assertThat(plugins.troubles()).isEmpty();
    assertThat(((Unusable) plugins.find(MINE)).reason())
        .isEqualTo(
            "%s names a class of a plugin, and plugins.dir, %s/none, is not there"
                .formatted(MINE, folder));
  }

  @Test
  void a_class_for_a_newer_java_is_named_with_both_versions() throws Exception {
    Path jar =
        PluginJar.of(storage("Mine", "return \"\";"))
            .changed(
                "com/example/Mine.class",
                bytes -> {
                  bytes[7] = 44 + 80; // Java 80
                  return bytes;
                })
            .to(folder.resolve("mine.jar"));

    assertThat(whyNot(MINE))
        .isEqualTo(
            "%s of %s cannot be used: it is compiled for Java 80, and this is Java %d"
                .formatted(MINE, jar, Runtime.version().feature()));
  }

  @Test
  void a_class_file_that_is_broken_is_named() throws Exception {
    PluginJar.of(storage("Mine", "return \"\";"))
        .changed("com/example/Mine.class", bytes -> Arrays.copyOf(bytes, 100))
        .to(folder.resolve("mine.jar"));

    assertThat(whyNot(MINE)).contains("mine.jar cannot be used: a class file is broken: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class Mine {} | it has no method public static StorageType<?> type() or public static LinkType<?> type()
          class Mine { static Object type() { return 1; } } | it has no method public static
          class Mine { public Object type() { return 1; } } | its type() is not static; needed is public static
          class Mine { public static Object type() { return "x"; } } | its type() returns a java.lang.String; needed is public static
          class Mine { public static void type() {} } | its type() returns null
          class Mine { public static Object type() { throw new RuntimeException("boom\\n bang"); } } | it threw java.lang.RuntimeException: boom bang (at mine.jar//com.example.Mine.type(
          class Mine { public static Object type() { throw new AssertionError("boom"); } } | it threw java.lang.AssertionError: boom (at
          class Mine { static { if (true) throw new IllegalStateException("too early"); } public static Object type() { return 1; } } | its static initialiser threw java.lang.IllegalStateException: too early (at
          class Mine { static { if (true) throw new Error("too early"); } public static Object type() { return 1; } } | it threw java.lang.Error: too early (at
          interface Mine { int x = 1; } | it has no method public static
          """)
  void a_class_that_gives_no_type_is_named_with_the_reason(String source, String reason)
      throws Exception {
    assertThat(whyNotOf("package com.example; public " + source)).startsWith(reason);
  }

  @Test
  void a_module_is_called_like_its_class() throws Exception {
    String source =
        storage("Mine", "return \"\";").replace("\"com.example.Mine\"", "\"storage.m\"");

    assertThat(whyNotOf(source))
        .isEqualTo(
            "its type() says module storage.m; the module of a plugin is the name of its class");
  }

  @Test
  void a_type_without_an_opener_is_refused() throws Exception {
    String source = storage("Mine", "return \"\";").replace("(o, s) -> new Mine()", "null");

    assertThat(whyNotOf(source)).isEqualTo("its type() has null where something is needed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          String text | com.example.Mine$Options.text has no @Option
          @Option(value = "N.", defaultValue = "many") int text | The default of com.example.Mine$Options.text cannot be used
          @Option(value = "N.", defaultValue = "x") Thread text | java.lang.Thread
          """)
  void options_that_cannot_work_are_found_at_once(String component, String reason)
      throws Exception {
    String source =
        storage("Mine", "return \"\";")
            .replace("@Option(value = \"A text.\", defaultValue = \"x\") String text", component);

    assertThat(whyNotOf(source)).startsWith("its options are faulty: ").contains(reason);
  }

  @Test
  void a_class_that_is_missing_is_named_when_the_module_is_loaded() throws Exception {
    String library = "package lib; public class Driver {}";
    String mine = storage("Mine", "return \"\";", "static final lib.Driver D = new lib.Driver();");
    PluginJar.of(mine, library).without("lib/Driver.class").to(folder.resolve("mine.jar"));

    assertThat(whyNot(MINE))
        .endsWith("cannot be used: it needs the class lib.Driver, which it does not bring along");
  }

  @Test
  void a_class_that_is_missing_when_it_works_is_a_fault_of_the_service() throws Exception {
    String library = "package lib; public class Driver {}";
    PluginJar.of(storage("Mine", "return new lib.Driver().toString();"), library)
        .without("lib/Driver.class")
        .to(folder.resolve("mine.jar"));

    Storage storage = open(plugins().find(MINE));

    assertThatThrownBy(() -> storage.save(SampleVcon.document().vcon()))
        .isInstanceOf(ServiceFault.class)
        .hasMessage(
            "plugin com.example.Mine: it needs the class lib.Driver, which it does not bring"
                + " along");
  }

  @Test
  void what_a_plugin_throws_arrives_as_it_is() throws Exception {
    PluginJar.of(storage("Mine", "throw new DocumentFault(\"not this one\");"))
        .to(folder.resolve("mine.jar"));

    Storage storage = open(plugins().find(MINE));

    assertThatThrownBy(() -> storage.save(SampleVcon.document().vcon()))
        .isExactlyInstanceOf(DocumentFault.class)
        .hasMessage("not this one");
  }

  @Test
  void a_class_in_two_jars_is_refused_and_both_are_named() throws Exception {
    PluginJar mine = PluginJar.of(storage("Mine", "return \"\";"));
    Path one = mine.to(folder.resolve("a.jar"));
    Path two = mine.to(folder.resolve("old/b.jar"));

    assertThat(whyNot(MINE))
        .isEqualTo("%s is in more than one jar: %s and %s".formatted(MINE, one, two));
  }

  @Test
  void the_manifest_names_modules_for_lists_and_for_guesses() throws Exception {
    PluginJar.of(storage("Mine", "return \"\";"), link("Ender"))
        .declaring("com.example.Mine, com.example.Ender\n  com.example.Gone")
        .to(folder.resolve("mine.jar"));
    Plugins plugins = plugins();

    assertThat(plugins.declared())
        .containsExactlyInAnyOrder("com.example.Mine", "com.example.Ender", "com.example.Gone");
    assertThat(((Unusable) plugins.find("com.example.Mind")).advice())
        .startsWith("Did you mean \"com.example.Mine\"? ");
  }

  @Test
  void a_name_in_lower_case_is_a_class_only_if_a_jar_holds_it() throws Exception {
    PluginJar.of(storage("mine", "return \"\";")).to(folder.resolve("mine.jar"));
    Plugins plugins = plugins();

    assertThat(plugins.isNameOfClass("com.example.mine")).isTrue();
    assertThat(plugins.isNameOfClass("com.example.yours")).isFalse();
    assertThat(plugins.isNameOfClass("com.example.Yours")).isTrue();
    assertThat(plugins.isNameOfClass("storage.fil")).isFalse();
    assertThat(plugins.isNameOfClass("Mine")).isFalse();
    assertThat(plugins.isNameOfClass("../Mine")).isFalse();
  }

  @Test
  void a_jar_that_was_replaced_is_read_anew_with_its_resources() throws Exception {
    String look =
        "try (var in = getClass().getResource(\"/word.txt\").openStream()) { return \"one \" + new"
            + " String(in.readAllBytes()); }";
    Path jar = folder.resolve("mine.jar");
    PluginJar.of(storage("Mine", look)).with("word.txt", "first").to(jar);
    Plugins before = plugins();
    Storage storage = open(before.find(MINE));
    assertThat(said(storage)).isEqualTo("one first");

    PluginJar.of(storage("Mine", look.replace("one", "two"))).with("word.txt", "second").to(jar);

    assertThat(said(open(plugins().find(MINE)))).isEqualTo("two second");
    assertThat(said(storage)).startsWith("one ");
  }

  @Test
  void nothing_is_loaded_after_the_end() throws Exception {
    String library = "package lib; public class Late {}";
    PluginJar.of(storage("Mine", "return new lib.Late().toString();"), library)
        .to(folder.resolve("mine.jar"));
    Plugins plugins = plugins();
    Storage storage = open(plugins.find(MINE));

    plugins.close();

    assertThatThrownBy(() -> said(storage)).hasMessageContaining("lib.Late");
  }
}
