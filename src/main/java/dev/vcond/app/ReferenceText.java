package dev.vcond.app;

import dev.vcond.config.Reference;
import dev.vcond.link.LinkType;
import dev.vcond.metrics.Metrics;
import dev.vcond.storage.StorageType;
import java.util.Optional;

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
    for (LinkType<?> link : catalog.links()) {
      module(text, link.module(), link.summary(), link.setup(), link.options());
    }
    for (StorageType<?> storage : catalog.storages()) {
      module(text, storage.module(), storage.summary(), storage.setup(), storage.options());
    }
    text.append("\n### Metrics\n\n").append(Metrics.reference());
    return text.toString();
  }

  private static void module(
      StringBuilder text,
      String module,
      String summary,
      String setup,
      Class<? extends Record> options) {
    text.append("\n### Module `%s`\n\n%s\n".formatted(module, summary));
    if (!setup.isBlank()) {
      text.append("\n").append(setup.strip()).append("\n");
    }
    text.append("\n").append(Reference.table(options));
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
