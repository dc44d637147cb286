package dev.vcond.app.demo.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes vCons that look like those of real producers, current and older ones. The same seed and
 * number give the same bytes, always and everywhere, so none has to be kept. Thread-safe.
 */
final class Generator {
  private static final int ONE_IN_UPPER_CASE = 37;

  private final long seed;
  private final List<String> tags;
  private final Lines lines = new Lines();
  private final List<Kind> kinds = new ArrayList<>();

  /**
   * @param tags what the chain adds; some samples have them already
   */
  Generator(long seed, List<String> tags) {
    this.seed = seed;
    this.tags = List.copyOf(tags);
    for (Kind kind : Kind.values()) {
      kinds.addAll(Collections.nCopies(kind.weight(), kind));
    }
    Collections.shuffle(kinds, new Random(seed));
  }

  /** The kind of a sample; samples take turns, so that every few dozen hold all kinds. */
  Kind kind(int number) {
    return kinds.get(number % kinds.size());
  }

  /** How many samples in a row hold all kinds. */
  int round() {
    return kinds.size();
  }

  /** The id under which a sample is pushed: some producers write a uuid in upper case. */
  String id(int number) {
    String uuid = story(number).value("uuid");
    return number % ONE_IN_UPPER_CASE == ONE_IN_UPPER_CASE - 1
        ? uuid.toUpperCase(Locale.ROOT)
        : uuid;
  }

  /** The document of a sample. */
  byte[] document(int number) {
    return document(number, kind(number));
  }

  /** The document that a sample would be if it were of this kind. */
  byte[] document(int number, Kind kind) {
    String text = Template.of(kind).fill(story(number));
    return (kind.ascii() ? ascii(text) : text).getBytes(UTF_8);
  }

  private Story story(int number) {
    Story story = new Story(new Random(mixed(seed, number)), lines, tags);
    var _ = story.value("uuid"); // first, so that it is the same whatever the template begins with
    return story;
  }

  /** Neighbours get seeds far apart: those that are close begin with much the same numbers. */
  private static long mixed(long seed, int number) {
    long mixed = (seed * 1_000_003 + number) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 29);
  }

  /** As Python's json.dumps writes; in JSON such characters stand in strings only. */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> {
          if (c < 0x80) {
            out.append((char) c);
          } else {
            out.append("\\u%04x".formatted(c));
          }
        });
    return out.toString();
  }
}
