package dev.vcond.app;

import dev.vcond.config.Reference;
import dev.vcond.metrics.MetricsReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration reference as Markdown, made from the records that the configuration is bound
 * to: every section, every environment variable and every module; then every meter. Stateless.
 */
public final class ReferenceText {
  private static final String BEGIN =
      "<!-- From here on made by `bin/vcond reference --into README.md`; do not edit. -->\n";
  private static final String END = "<!-- Made until here. -->\n";

  private ReferenceText() {}

  /** The whole reference for the modules of a catalog. */
  public static String of(Catalog catalog) {
    StringBuilder text = new StringBuilder(Reference.configuration());
    for (ModuleKind kind : ModuleKind.values()) {
      new ModuleList(kind, catalog, List.of()).all().forEach(module -> append(text, kind, module));
    }
    text.append(Reference.tests());
    text.append("\n### Metrics\n\n").append(MetricsReference.table());
    return text.toString();
  }

  private static void append(StringBuilder text, ModuleKind kind, ModuleDescription about) {
    text.append("\n### Module `%s`\n\n%s\n".formatted(about.module(), about.summary()));
    if (kind == ModuleKind.STORAGE) {
      text.append("\nIt can ").append(can(about)).append(".\n");
    }
    if (!about.setup().isEmpty()) {
      text.append("\n").append(about.setup()).append("\n");
    }
    text.append("\n").append(Reference.table(about.options()));
    text.append("\n```yaml\n").append(about.example()).append("\n```\n");
  }

  private static String can(ModuleDescription about) {
    return String.join(
        ", ",
        Stream.concat(Stream.of("save"), about.abilities().stream())
            .map(ability -> "**" + ability + "**")
            .toList());
  }

  /**
   * A page with the reference of a catalog in the place of the one that it holds.
   *
   * @return empty if the page has no such place, which two comments mark
   */
  public static Optional<String> into(String page, Catalog catalog) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return begin < 0 || end < begin
        ? Optional.empty()
        : Optional.of(
            page.substring(0, begin) + BEGIN + "\n" + of(catalog) + "\n" + page.substring(end));
  }
}
