package dev.vcond.app.demo.corpus;

/** What kinds of vCons there are: each is a template of its own, written as its producer writes. */
enum Kind {
  CALL("call.json", 6),
  OLDER_CALL("older-call.json", 6),
  DRAFT("draft.json", 3),
  CHAT("chat.json", 4),
  MAIL("mail.json", 2),
  VOICEMAIL("voicemail.json", 1),
  MEASUREMENTS("measurements.json", 2),
  TAGGED("tagged.json", 2),
  OLDER_TAGGED("older-tagged.json", 1),
  /** Has all the tags that the chain adds, so not a byte of it may change. */
  ALL_TAGS("all-tags.json", 1),
  SPARSE("sparse.json", 2),
  EXTENDED("extended.json", 2),
  SIGNED("signed.json", 1),
  ENCRYPTED("encrypted.json", 1);

  private final String template;
  private final int weight;

  Kind(String template, int weight) {
    this.template = template;
    this.weight = weight;
  }

  /** The resource with the text. */
  String template() {
    return template;
  }

  /** How many of it there are in proportion to the others. */
  int weight() {
    return weight;
  }

  /** Signed or encrypted: nobody can change it without its key. */
  boolean sealed() {
    return this == SIGNED || this == ENCRYPTED;
  }

  /** Whether its producer writes everything beyond ASCII as an escape. */
  boolean ascii() {
    return this == OLDER_CALL || this == OLDER_TAGGED;
  }
}
