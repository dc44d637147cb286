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
        JqGuide.SETUP,
        JqGuide.EXAMPLE,
        JqOptions.class,
        JqLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context)
      throws FilterFailure, InterruptedException {
    Verdict verdict = filter.judge(vcon.tree());
    return verdict.matches() == forwardMatches
        ? LinkResult.proceed(vcon)
        : LinkResult.halt(vcon, verdict.code(), verdict.reason());
  }
}
