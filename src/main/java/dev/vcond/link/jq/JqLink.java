package dev.vcond.link.jq;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;

/** Ends the chain for vCons that a jq filter does not choose. Thread-safe. */
public final class JqLink implements Link {
  private final Filter filter;
  private final boolean forwardMatches;

  private JqLink(JqOptions options) throws UnusableFilter {
    this.filter = Filter.compile(options.filter());
    this.forwardMatches = options.forwardMatches();
  }

  /** The registration of {@code links.jq_link}. */
  public static LinkType<JqOptions> type() {
    return new LinkType<>(
        "links.jq_link",
        "Lets the vCons pass that a jq filter chooses and ends the chain for the others.",
        """
        The filter sees the vCon with its current names: an attachment has a `purpose`, not a `type`,
        and a body that was written as JSON text is a text, which `fromjson` reads. A signed or
        encrypted vCon is seen as it is: it has a `payload`, but no `dialog`.

        What is filtered out is not stored and not a failure: it is counted as a halt with the reason
        `filtered_out`. A filter that fails on a vCon, such as `startswith` on a number, sends it to
        the dead-letter list; `?` and `//` make filters that bear everything.

        The language is that of jq 1.7 without `env`, `input`, modules and most functions for dates.
        A filter may take 5,000,000 steps.
        """,
        """
        links:
          jq_link:
            module: links.jq_link
            options:
              filter: '[.dialog[]? | select(.duration > 60)] | length > 0'
        """,
        JqOptions.class,
        JqLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context)
      throws FilterFailure, InterruptedException {
    boolean matches = filter.matches(vcon.tree());
    return matches == forwardMatches
        ? LinkResult.proceed(vcon)
        : LinkResult.halt(
            vcon,
            "filtered_out",
            matches
                ? "the filter matches, and forward_matches is false"
                : "the filter does not match");
  }
}
