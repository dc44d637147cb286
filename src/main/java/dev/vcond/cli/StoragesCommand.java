package dev.vcond.cli;

import dev.vcond.app.ModuleKind;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the storages that a configuration may name, or tells everything about one. */
@Command(
    name = "storages",
    description = {
      "Lists the kinds of storages that a configuration may name; with a name, tells what one does,"
          + " how to set it up, and all its options.",
      "",
      "All can save. What else they can: read and delete documents; batch, which is to store many"
          + " with one call; split and compress, which is what on_oversize may ask for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond storages",
      "  vcond storages s3",
      "  vcond storages --config config.yml WebDavStorage"
    },
    mixinStandardHelpOptions = true)
final class StoragesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CatalogOption catalog;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "A module, such as storage.s3, or s3 for short.")
  private @Nullable String name;

  @Override
  public Integer call() {
    try (var modules = catalog.modules(ModuleKind.STORAGE)) {
      return new ModulesAnswer(spec, json, modules).exit(name);
    }
  }
}
