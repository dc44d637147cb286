package dev.vcond.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * The Lua scripts, each in a file of its own beside this class; Redis runs each as one indivisible
 * step.
 */
@SuppressWarnings("ImmutableEnumChecker") // the bytes are read only by this room
enum Script {
  CLAIM,
  ACK,
  HEARTBEAT,
  HOLDERS,
  RELEASE,
  BEGIN,
  ENDED,
  ACQUIT,
  GUARD,
  EXPIRE_LETTERS,
  TURN,
  PROBE,
  RIGHTS,
  WRITE_BACK,
  NOTE,
  EARLY_EGRESS,
  HELD,
  CURRENT,
  REENTER,
  GIVE_BACK,
  DLQ_PAGE,
  REPLAY_ID,
  DROP_ID,
  ROUND_BEGIN,
  ROUND_TURN,
  ROUND_END,
  OWED_TO_LETTERS;

  private final byte[] source;
  private final String sha1;
  private final boolean readsOnly;

  Script() {
    String file = name().toLowerCase(Locale.ROOT) + ".lua";
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      source = Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sha1 = Keys.sha1(source);
    readsOnly = new String(source, StandardCharsets.UTF_8).startsWith("#!lua flags=no-writes");
  }

  byte[] source() {
    return source;
  }

  /** Whether a user who may read the keys only may run it. */
  boolean readsOnly() {
    return readsOnly;
  }

  String sha1() {
    return sha1;
  }
}
