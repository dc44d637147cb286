package dev.vcond.app.demo.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/** What is wrong, on purpose, with the vCons that must end on the dead-letter list. */
enum Flaw {
  CUT_OFF("cut off in the middle", "not_json", "document"),
  NO_OBJECT("a list, not an object", "not_json", "document"),
  NOT_UTF_8("letters in Latin-1, not UTF-8", "not_json", "document"),
  NO_BODY("an id without a document", "body_missing", "document"),
  NO_UUID("an id that is no uuid", "invalid_id", "document"),
  OTHER_UUID("another uuid in the document", "uuid_mismatch", "document"),
  SIGNED("signed (JWS), sent to a chain that tags", "signed", "tag"),
  ENCRYPTED("encrypted (JWE), sent to a chain that tags", "signed", "tag"),
  NO_LIST("attachments that are no list", "link_failed", "tag"),
  NUL("\\u0000 in a text, which jsonb refuses", "storage_failed", "database");

  private static final String NOT_A_UUID = "../../etc/passwd";

  private final String what;
  private final String code;
  private final String step;

  Flaw(String what, String code, String step) {
    this.what = what;
    this.code = code;
    this.step = step;
  }

  /** A sample with this flaw. */
  Sample of(Generator generator, int number, String list) {
    String id = this == NO_UUID ? NOT_A_UUID : generator.id(number);
    return new Sample(id, list, what, () -> document(generator, number), fate());
  }

  private Fate fate() {
    // A storage that refuses does not disturb the other one.
    return new Fate.DeadLettered(code, step, this == NUL);
  }

  private Optional<byte[]> document(Generator generator, int number) {
    return switch (this) {
      case NO_BODY, NO_UUID -> Optional.empty();
      case CUT_OFF -> Optional.of(half(call(generator, number)));
      case NO_OBJECT -> text("[" + new String(call(generator, number), UTF_8) + "]");
      case NOT_UTF_8 -> Optional.of(latin1(call(generator, number)));
      case OTHER_UUID -> Optional.of(call(generator, number + 1));
      case SIGNED -> Optional.of(generator.document(number, Kind.SIGNED));
      case ENCRYPTED -> Optional.of(generator.document(number, Kind.ENCRYPTED));
      case NO_LIST -> replaced(generator, number, "\"attachments\":[", "\"attachments\":7,\"x\":[");
      case NUL -> replaced(generator, number, "Version 7.", "Version \\u0000.");
    };
  }

  private static byte[] call(Generator generator, int number) {
    return generator.document(number, Kind.CALL);
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] latin1(byte[] utf8) {
    return new String(utf8, UTF_8).replace("Terms of", "Bestätigung für").getBytes(ISO_8859_1);
  }

  private static Optional<byte[]> replaced(
      Generator generator, int number, String part, String by) {
    return text(new String(call(generator, number), UTF_8).replace(part, by));
  }

  private static Optional<byte[]> text(String text) {
    return Optional.of(text.getBytes(UTF_8));
  }
}
