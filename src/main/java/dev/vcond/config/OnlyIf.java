package dev.vcond.config;

import org.jspecify.annotations.Nullable;

/**
 * Which vCons a link is called for, by what some entry of them says.
 *
 * @param type of the entry; the same as {@code purpose}, which counts if both are there
 * @param purpose the name that attachments have for it now
 */
public record OnlyIf(
    @Option(value = "The list to look at.", example = "attachments") Section section,
    @Option(
            value = "The type (of an attachment: the purpose) of the entries to look at.",
            example = "summary")
        @Nullable String type,
    @Option(value = "The same as `type`.", example = "tags") @Nullable String purpose,
    @Option(
            value =
                "What the body of one of them has to contain: a text, in JSON bodies as well; with"
                    + " `tags` one whole tag.",
            example = "'priority:high'")
        String includes) {

  /** A list of entries in a vCon. */
  public enum Section {
    ATTACHMENTS,
    ANALYSIS,
    DIALOG
  }

  public OnlyIf {
    if (isBlank(type) && isBlank(purpose)) {
      throw new InvalidOption(
          "type", "is required, or purpose", "For example: {section: attachments, purpose: tags}");
    }
  }

  /** The type or purpose that an entry has to have. */
  public String target() {
    return purpose == null || purpose.isBlank() ? String.valueOf(type) : purpose;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
