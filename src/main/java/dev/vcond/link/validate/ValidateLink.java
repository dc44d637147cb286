package dev.vcond.link.validate;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Lets valid vCons pass, and says what is wrong with others. Thread-safe. */
public final class ValidateLink implements Link {
  /** What halts are counted under. */
  static final String CODE = "invalid";

  private final ValidateOptions options;
  private final CompiledSchema schema;

  private ValidateLink(ValidateOptions options) throws UnusableSchema {
    this.options = options;
    this.schema = options.compiled();
  }

  /** The registration of {@code links.validate}. */
  public static LinkType<ValidateOptions> type() {
    return new LinkType<>(
        "links.validate",
        "Checks each vCon against a JSON schema: the one of the vCon drafts, or another.",
        ValidateGuide.SETUP,
        ValidateGuide.EXAMPLE,
        ValidateOptions.class,
        ValidateLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    List<Violation> violations = violations(vcon);
    if (violations.isEmpty()) {
      return LinkResult.proceed(vcon);
    }
    String reason =
        "The vCon is not valid by the schema %s: %s."
            .formatted(schema.name(), Violation.listed(violations, options.maxErrors()));
    return switch (options.reaction()) {
      case DEAD_LETTER -> throw new InvalidVcon(reason);
      case HALT -> LinkResult.halt(vcon, CODE, reason);
      case TAG -> LinkResult.proceed(tagged(vcon));
    };
  }

  private Vcon tagged(Vcon vcon) {
    return vcon.tags().contains(options.tag())
        ? vcon
        : vcon.edited(editor -> editor.addTag(options.tag()));
  }

  private List<Violation> violations(Vcon vcon) throws InterruptedException, InvalidVcon {
    try {
      return schema.violations(vcon.tree());
    } catch (CancellationException _) {
      throw new InterruptedException();
    } catch (StackOverflowError _) {
      throw new InvalidVcon(
          "The vCon could not be checked: it is nested too deeply for the schema %s, or a text in it"
                  .formatted(schema.name())
              + " is too long for one of its patterns.");
    }
  }
}
