package dev.vcond.cli;

import dev.vcond.app.ModuleKind;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the links that a configuration may name, or tells everything about one. */
@Command(
    name = "links",
    description =
        "Lists the kinds of links that a configuration may name; with a name, tells what one does"
            + " and all its options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond links",
      "  vcond links tag_router",
      "  vcond links --config config.yml KeywordLink"
    },
    mixinStandardHelpOptions = true)
final class LinksCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CatalogOption catalog;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "A module, such as links.tag, or tag for short.")
  private @Nullable String name;

  @Override
  public Integer call() {
    try (var modules = catalog.modules(ModuleKind.LINK)) {
      return new ModulesAnswer(spec, json, modules).exit(name);
    }
  }
}
