package dev.vcond.link.validate;

/** What an operator reads about {@code links.validate}. */
final class ValidateGuide {
  static final String SETUP =
      """
      A valid vCon goes on as it is, to the byte. The reason of an invalid one names the places, as
      JSON Pointers, and what is expected there, never what stands there.

      The schema that comes with vcond is that of draft-ietf-vcon-vcon-core (`0.4.0`), open to what
      the drafts before it allowed. Older member names are understood. `uuid` and `created_at` are
      required; so are the `type` of a dialog, `type` and `vendor` of an analysis, and the
      `disposition` of an `incomplete` dialog. Types and fixed values (`type`, `encoding`,
      `disposition`, events of `party_history`) are checked wherever they stand, indices and durations
      may not be negative, and dates are those of RFC 3339 and of the calendar, with or without an
      offset. Of `redacted`, `amended` and `group` only one may say something; empty ones count as
      absent.

      - Any text, or none, as `vcon`; members that the draft does not know; null for a member that
        could be absent; and an empty object in place of an entry that was redacted are valid.
      - Not required, though the draft does: `start`, `party` and `dialog` of an attachment (tags have
        none), `start` and `parties` of a dialog, `content_hash` beside a `url`.
      - Bodies are not looked into, and indices not looked up.
      - A signed or encrypted vCon is valid if it has the form of a JWS or JWE; signatures are not
        checked. It cannot be tagged: an invalid one with `reaction: tag` is a dead letter.

      `schema` names a file of your own, of draft 4, 6, 7, 2019-09 or 2020-12 (which it is without
      `$schema`). It is read when vcond starts and at each reload, and has to hold all it refers to:
      nothing is fetched. It is asked about every vCon, signed and encrypted ones among them, with the
      current names of members. Its patterns are Java's; one that does not end is stopped by the
      step's `timeout`. A pattern or length on a body costs time and memory for each vCon.

      The tag of `reaction: tag` stays when the vCon is corrected later.
      """;

  static final String EXAMPLE =
      """
      links:
        check:
          module: links.validate
          options:
            reaction: tag
            tag: 'invalid:schema'
      """;

  private ValidateGuide() {}
}
