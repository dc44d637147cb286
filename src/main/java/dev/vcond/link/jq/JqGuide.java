package dev.vcond.link.jq;

/** What an operator reads about {@code links.jq_link}. */
final class JqGuide {
  static final String SETUP =
      """
      The filter sees the vCon with its current names: an attachment has a `purpose`, not a `type`. A
      signed or encrypted vCon is seen as it is: it has a `payload`, but no `dialog`.

      A `body` may be JSON as such or the text of it. Producers write both, and vcon-server turns the
      one into the other whenever a link of its has changed the vCon. A filter that takes both:

          any(.analysis[]?; (.body | fromjson? // .) | objects | .score > 0.5)

      `fromjson? // .` reads a text and leaves everything else as it is.

      The first output decides, and the others do not count: of `.attachments[].purpose == "tags"` only
      the first attachment. `any(.attachments[]?; .purpose == "tags")` asks all of them.

      What is filtered out is not stored and not a failure. It is counted as a halt, with the code

      - `filtered_out` if the filter said so: false, 0, an empty text, list or object; or a match, with
        `forward_matches: false`;
      - `filtered_out_several` if it said so first, and more outputs follow;
      - `filtered_out_null` if the first output is null: as a rule a member that is not there;
      - `filtered_out_nothing` if there is no output at all.

      Look at the last three when vCons are missing. A filter that fails on a vCon, such as
      `startswith` on a number, sends it to the dead-letter list; `?` and `//` make filters that bear
      everything.

      The language is that of jq 1.7, of which are missing: `$ENV`, `env`, `input`, `import`, `?//`,
      `$__loc__`, `@base32`, `@base32d`, streams, SQL-like functions but `IN` and `INDEX`, `x` for a
      parameter `$x`, and of dates all but `now`, `fromdate` and `todate`. A function, variable or
      format that does not exist is an error of the configuration, wherever in the filter it stands;
      so is a pattern that is none.

      A filter may take 10,000,000 steps (fewer with a heap of less than 500 MB) and make texts and
      lists of 256 MiB, with a heap of less than 2 GiB an eighth of it. What needs more is a failure of that vCon, and what does not end is
      stopped by the link's `timeout`.
      """;

  static final String EXAMPLE =
      """
      links:
        jq_link:
          module: links.jq_link
          options:
            filter: '[.dialog[]? | select(.duration > 60)] | length > 0'
      """;

  private JqGuide() {}
}
