package dev.vcond.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What must have come of a test. Lists that may be null are not looked at when they are. */
public record TrialExpectation(
    @Option(
            value =
                "How the run ends: `completed` (all storages), `halted` (a link ended it) or"
                    + " `failed` (a dead letter).",
            defaultValue = "completed",
            example = "halted")
        Outcome outcome,
    @Option(value = "The link that halted or failed.", example = "sampler") @Nullable String link,
    @Option(
            value =
                "A part of the reason that the link gave, or a regular expression between slashes.",
            example = "/not in the sample of .*/")
        @Nullable String reason,
    @Option(value = "The code of the halt or of the dead letter.", example = "not_in_sample")
        @Nullable String code,
    @Option(value = "The id that the run ended with, after a swap.") @Nullable String id,
    @Option(
            value =
                "All tags of the vCon, in any order; one without a colon is written `name:name` in"
                    + " it.",
            example = "[recorded, 'line:sales']")
        @Nullable List<String> tags,
    @Option(value = "Tags that are among its tags.", example = "[recorded]") List<String> hasTags,
    @Option(value = "Tags that it must not have.", example = "[spam]") List<String> noTags,
    @Option(
            value =
                "Values by JSON Pointer. Numbers, `true`, `false` and `null` without quotes are"
                    + " those of JSON; in quotes they are texts.",
            example = "{/parties/0/name: Bob}")
        Map<String, ConfigValue> pointers,
    @Option(value = "JSON Pointers where nothing must be.", example = "[/dialog/0/body]")
        List<String> absent,
    @Option(
            value =
                "jq filters whose first output for the vCon must be true, as in `links.jq_link`.",
            example = "['.parties | length == 2']")
        List<String> jq,
    @Option(value = "The whole vCon, as YAML or as a JSON text; the order of keys does not count.")
        @Nullable ConfigValue vcon,
    @Option(value = "Instead of `vcon`, a file that holds it.", example = "samples/expected.json")
        @Nullable Path file,
    @Option(value = "Whether the vCon is still, byte for byte, what the chain got.")
        @Nullable Boolean unchanged,
    @Option(
            value = "The lists that links route it to, in any order; `[]` for none.",
            example = "[vip]")
        @Nullable List<String> routes,
    @Option(
            value = "The lists that get its id at the end, in any order; `[]` for none.",
            example = "[done]")
        @Nullable List<String> egress,
    @Option(
            value = "The storages that get it, in any order; `[]` for none.",
            example = "[disk, database]")
        @Nullable List<String> storages,
    @Option(
            value = "The links that `only_if` or `sampling_rate` kept it from; `[]` for none.",
            example = "[summary]")
        @Nullable List<String> skipped,
    @Option("Requests that must have been made.") List<TrialRequest> requests) {

  /** How a run ends. */
  public enum Outcome {
    COMPLETED,
    HALTED,
    FAILED;

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TrialExpectation {
    if (outcome == Outcome.COMPLETED) {
      refuseWithCompleted("link", link);
      refuseWithCompleted("reason", reason);
      refuseWithCompleted("code", code);
    }
    if (reason != null) {
      checkReason(reason);
    }
    pointers.keySet().forEach(pointer -> checkPointer("pointers", pointer));
    absent.forEach(pointer -> checkPointer("absent", pointer));
    if (vcon != null && file != null) {
      throw new InvalidOption("file", "is given beside vcon", "Keep one of them.");
    }
    if (vcon instanceof ConfigValue.Sequence) {
      throw new InvalidOption("vcon", "is a list", "A vCon is a mapping, or a JSON text.");
    }
  }

  private static void refuseWithCompleted(String key, @Nullable String value) {
    if (value != null) {
      throw new InvalidOption(
          key,
          "has no meaning for a run that completes",
          "Write outcome: halted or outcome: failed beside it.");
    }
  }

  private static void checkReason(String reason) {
    try {
      pattern(reason);
    } catch (PatternSyntaxException e) {
      throw new InvalidOption(
          "reason", "is no regular expression: " + e.getDescription(), "Leave out the slashes.");
    }
  }

  /** What a reason has to hold. */
  public static Pattern pattern(String reason) {
    return reason.length() > 1 && reason.startsWith("/") && reason.endsWith("/")
        ? Pattern.compile(reason.substring(1, reason.length() - 1))
        : Pattern.compile(reason, Pattern.LITERAL);
  }

  static void checkPointer(String key, String pointer) {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new InvalidOption(
          key,
          "\"%s\" is no JSON Pointer".formatted(pointer),
          "It begins with a slash, such as /parties/0/name.");
    }
  }
}
