package dev.vcond.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of a chain, as it stands under {@code tests}.
 *
 * @param file relative to the test file, as all paths in it
 */
public record Trial(
    @Option(value = "What must hold, in words; shown when it does not.", example = "calls are kept")
        String name,
    @Option(
            value = "The chain that is tested; may be left out where only one is enabled.",
            example = "main")
        @Nullable String chain,
    @Option(
            value = "The vCon that the chain gets, as YAML or as a JSON text.",
            example = "{subject: hello}")
        @Nullable ConfigValue vcon,
    @Option(value = "Instead of `vcon`, a file that holds it.", example = "samples/call.json")
        @Nullable Path file,
    @Option(
            value = "The id that was taken from the list; without it the vCon's own `uuid`.",
            example = "01920000-0000-8000-8000-000000000001")
        @Nullable String id,
    @Option(
            value = "The list that it was taken from; without it the first of the chain.",
            example = "default")
        @Nullable String list,
    @Option(
            value = "Further vCons that links may swap to: as YAML, as JSON texts, or files.",
            example = "[samples/other.json]")
        List<ConfigValue> documents,
    @Option("What services answer; the first that fits a request does.") List<TrialStub> http,
    @Option("What must have come of it.") TrialExpectation expect) {

  public Trial {
    if (name.isBlank()) {
      throw new InvalidOption("name", "is empty", "Say in words what must hold.");
    }
    if (vcon == null && file == null) {
      throw new InvalidOption("vcon", "is required", "Write the vCon, or name a file: with it.");
    }
    if (vcon != null && file != null) {
      throw new InvalidOption("file", "is given beside vcon", "Keep one of them.");
    }
    if (vcon instanceof ConfigValue.Sequence) {
      throw new InvalidOption("vcon", "is a list", "A vCon is a mapping, or a JSON text.");
    }
  }
}
