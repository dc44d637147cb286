package dev.vcond.link.jq;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;

/** The options of {@code links.jq_link}. */
@Misnomer(value = "expression", means = "filter", instead = "Write filter: '.dialog | length > 0'.")
@Misnomer(
    value = "forward_on_match",
    means = "forward_matches",
    instead = "Write forward_matches: true.")
@Misnomer(
    value = "forward_list",
    instead =
        "Remove it: what passes goes on in its chain, whose egress_lists say where to. Lists for"
            + " some of them are a matter of links.tag_router.")
public record JqOptions(
    @Option(
            value =
                "A jq filter over the vCon. Its first output decides; null, false, 0, \"\", [], {}"
                    + " and no output mean that the vCon does not match.",
            defaultValue = ".",
            example = "'[.dialog[] | select(.duration > 60)] | length > 0'")
        String filter,
    @Option(
            value = "Whether those that match go on (true), or those that do not.",
            defaultValue = "true",
            example = "false")
        boolean forwardMatches) {

  public JqOptions {
    try {
      Filter.compile(filter);
    } catch (UnusableFilter e) {
      throw new InvalidOption("filter", e.text(), e.hint());
    }
  }
}
