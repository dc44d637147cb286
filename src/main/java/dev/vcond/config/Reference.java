package dev.vcond.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the configuration reference from the records, so that it cannot say anything else. */
public final class Reference {

  private static final String HEAD =
      "| Key | Type | Default | Meaning | Example |\n| --- | --- | --- | --- | --- |\n";

  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(int.class, "whole number"),
          Map.entry(Integer.class, "whole number"),
          Map.entry(long.class, "whole number"),
          Map.entry(Long.class, "whole number"),
          Map.entry(double.class, "number"),
          Map.entry(Double.class, "number"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(Duration.class, "time"),
          Map.entry(ByteSize.class, "size"),
          Map.entry(FileMode.class, "permissions"),
          Map.entry(Secret.class, "secret text"),
          Map.entry(Path.class, "path"),
          Map.entry(URI.class, "address"),
          Map.entry(RedisUrl.class, "address of Redis"),
          Map.entry(ListenAddress.class, "host:port"),
          Map.entry(MemoryShare.class, "percentage or size"));

  private Reference() {}

  /**
   * The keys of one options record as a Markdown table: key, type, default, meaning and example.
   * Records below it are listed with dotted keys; secrets are marked.
   */
  public static String table(Class<? extends Record> type) {
    return table(options(type));
  }

  /** Described options as a Markdown table. */
  public static String table(List<DescribedOption> options) {
    return HEAD + options.stream().map(Reference::row).collect(Collectors.joining());
  }

  /** The same key by key, for other forms than Markdown. */
  public static List<DescribedOption> options(Class<? extends Record> type) {
    return options(type, "");
  }

  /** The keys that every storage has beside {@code options}. */
  public static List<DescribedOption> storagePolicy() {
    return options(StoragePolicy.class);
  }

  /** The keys that every link has beside {@code options}. */
  public static List<DescribedOption> linkPolicy() {
    return options(LinkPolicy.class);
  }

  /** Every section of config.yml and every environment variable, each with a heading. */
  public static String configuration() {
    Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
    sections.put("`redis`", RedisConfig.class);
    sections.put("`worker`", WorkerConfig.class);
    sections.put("`admin`", AdminConfig.class);
    sections.put("`plugins`", PluginsConfig.class);
    sections.put("`links.<name>`", LinkSection.class);
    sections.put("`storages.<name>`", StorageSection.class);
    sections.put("`chains.<name>`", ChainSection.class);
    StringBuilder text = new StringBuilder();
    text.append("### Top level\n\n").append(HEAD);
    OptionKey.of(FileSections.class).stream()
        .filter(key -> ScalarText.knows(key.component().getType()))
        .forEach(key -> text.append(row(described(key, key.name()))));
    sections.forEach(
        (title, type) -> text.append("\n### ").append(title).append("\n\n").append(table(type)));
    text.append("\n### Environment variables\n\n").append(table(CompatConfig.class));
    return text.append(ServerEnvironment.REFERENCE).toString();
  }

  /** What a file with tests of chains holds, each part with a heading. */
  public static String tests() {
    Map<String, Class<? extends Record>> parts = new LinkedHashMap<>();
    parts.put("### Tests: `*.test.yml`", TrialFile.Sections.class);
    parts.put("#### A test", Trial.class);
    parts.put("#### An entry of `http`", TrialStub.class);
    parts.put("#### An entry of `requests`", TrialRequest.class);
    StringBuilder text = new StringBuilder();
    parts.forEach(
        (title, type) -> text.append("\n").append(title).append("\n\n").append(table(type)));
    return text.toString();
  }

  private static List<DescribedOption> options(Class<? extends Record> type, String prefix) {
    List<DescribedOption> options = new ArrayList<>();
    for (OptionKey key : OptionKey.of(type)) {
      Class<?> component = key.component().getType();
      String name = prefix + key.name();
      if (key.option().inline()) {
        options.addAll(options(key.recordType(), prefix));
      } else if (component.isRecord() && isNested(component)) {
        List<DescribedOption> below = options(key.recordType(), name + ".");
        // Of what may be left out as a whole, no key has to be there.
        options.addAll(key.nullable() ? below.stream().map(Reference::withinIt).toList() : below);
      } else {
        options.add(described(key, name));
      }
    }
    return options;
  }

  private static DescribedOption withinIt(DescribedOption option) {
    return option.required() ? option.neededOnlyThere() : option;
  }

  private static boolean isNested(Class<?> type) {
    return !ValueConverter.parses(type) && !ConfigValue.class.isAssignableFrom(type);
  }

  private static DescribedOption described(OptionKey key, String name) {
    Option option = key.option();
    return new DescribedOption(
        name,
        typeName(key.component().getGenericType()),
        option.defaultValue(),
        isRequired(key),
        option.secret(),
        option.value(),
        List.of(option.aliases()),
        option.example());
  }

  private static boolean isRequired(OptionKey key) {
    Class<?> type = key.component().getType();
    boolean mayBeEmpty =
        key.nullable() || type == List.class || type == Map.class || !ScalarText.knows(type);
    return key.option().required() || (key.option().defaultValue().isEmpty() && !mayBeEmpty);
  }

  private static String row(DescribedOption option) {
    String older =
        option.aliases().isEmpty()
            ? ""
            : " Also accepted: " + code(String.join("`, `", option.aliases())) + ".";
    String secret = option.secret() ? " Never shown." : "";
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            code(option.key()),
            option.type(),
            defaultText(option),
            cell(prose(option.meaning()) + older + secret),
            option.example().isEmpty() ? "" : code(cell(option.example())));
  }

  private static String defaultText(DescribedOption option) {
    if (!option.defaultText().isEmpty()) {
      return code(cell(option.defaultText()));
    }
    return option.required() ? "required" : "none";
  }

  private static String typeName(Type type) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          "list of " + typeName(generic.getActualTypeArguments()[0]);
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          "mapping to " + typeName(generic.getActualTypeArguments()[1]);
      case Class<?> plain when plain.isEnum() ->
          ValueConverter.allowed(plain).stream()
              .map(Reference::code)
              .collect(Collectors.joining(", "));
      case Class<?> plain when TYPES.containsKey(plain) -> TYPES.getOrDefault(plain, "");
      case Class<?> plain when plain == ConfigValue.Mapping.class -> "mapping";
      case Class<?> plain when ConfigValue.class.isAssignableFrom(plain) -> "any value";
      case Class<?> plain when plain.isRecord() && isNested(plain) ->
          "mapping of "
              + OptionKey.of(plain.asSubclass(Record.class)).stream()
                  .map(key -> code(key.name()))
                  .collect(Collectors.joining(", "));
      default -> "text";
    };
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /** Outside of code, {@code <id>} would vanish as an HTML tag. */
  private static String prose(String text) {
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] = parts[i].replace("<", "&lt;");
    }
    return String.join("`", parts);
  }

  /** A bar would end the cell, even inside code. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
