package dev.vcond.app;

import dev.vcond.config.DescribedOption;
import dev.vcond.config.Reference;
import dev.vcond.link.LinkType;
import dev.vcond.storage.Batching;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.PartlyReadable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.StorageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an operator reads about one module: on the terminal, in the README and as JSON the same.
 *
 * @param abilities what a storage can do beside saving, in the words of {@link #abilities()}
 * @param setup Markdown
 * @param policy the keys that stand beside {@code options}
 * @param example a section of {@code config.yml}
 */
public record ModuleDescription(
    String module,
    String summary,
    List<String> abilities,
    String setup,
    List<DescribedOption> options,
    List<DescribedOption> policy,
    String example) {
  public ModuleDescription {
    abilities = List.copyOf(abilities);
    options = List.copyOf(options);
    policy = List.copyOf(policy);
  }

  static ModuleDescription of(LinkType<?> type) {
    List<DescribedOption> options = Reference.options(type.options());
    return new ModuleDescription(
        type.module(),
        type.summary(),
        List.of(),
        type.setup().strip(),
        options,
        Reference.linkPolicy(),
        example(ModuleKind.LINK, type.module(), type.example(), options));
  }

  static ModuleDescription of(StorageType<?> type) {
    List<DescribedOption> options = Reference.options(type.options());
    return new ModuleDescription(
        type.module(),
        type.summary(),
        abilities(type),
        type.setup().strip(),
        options,
        Reference.storagePolicy(),
        example(ModuleKind.STORAGE, type.module(), type.example(), options));
  }

  private static List<String> abilities(StorageType<?> type) {
    List<String> words = new ArrayList<>();
    if (type.can(PartlyReadable.class)) {
      words.add("read in part");
    } else if (type.can(Readable.class)) {
      words.add("read");
    }
    if (type.can(Deletable.class)) {
      words.add("delete");
    }
    if (type.can(Batching.class)) {
      words.add("batch");
    }
    if (type.can(PartStore.class)) {
      words.add("split");
    }
    if (type.can(Compressing.class)) {
      words.add("compress");
    }
    return words;
  }

  private static String example(
      ModuleKind kind, String module, String own, List<DescribedOption> options) {
    if (!own.isBlank()) {
      return own.strip();
    }
    String name = module.substring(module.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    text.append("%s:\n  %s:\n    module: %s".formatted(kind.section(), name, module));
    List<DescribedOption> required = options.stream().filter(DescribedOption::required).toList();
    if (!required.isEmpty()) {
      text.append("\n    options:");
      required.forEach(
          option -> text.append("\n      %s: %s".formatted(option.key(), option.example())));
    }
    return text.toString();
  }
}
