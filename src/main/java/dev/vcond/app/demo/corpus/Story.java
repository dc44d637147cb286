package dev.vcond.app.demo.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one conversation was about: the values of the tokens in a template. Some are the same
 * wherever they are met (who, when, what about), others are new each time. Used by one thread.
 */
final class Story {
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
  private static final int SPAN_SECONDS = 2 * 365 * 24 * 60 * 60;
  private static final List<String> OFFSETS = List.of("Z", "+00:00", "+02:00", "-08:00", "+05:30");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

  private final Random random;
  private final Lines lines;
  private final List<String> tags;
  private final Map<String, String> facts = new HashMap<>();
  private final LocalDateTime created;

  Story(Random random, Lines lines, List<String> tags) {
    this.random = random;
    this.lines = lines;
    this.tags = tags;
    this.created =
        LocalDateTime.ofInstant(
            FIRST.plusSeconds(random.nextInt(SPAN_SECONDS)).plusNanos(1000L * number(6)),
            ZoneOffset.UTC);
  }

  /** An id as vCons have them: version 8. */
  static String uuid(Random random) {
    long high = (random.nextLong() & ~0xF000L) | 0x8000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** The text to put in a token's place: a piece of JSON, or of the inside of a string. */
  String value(String token) {
    return switch (token) {
      case "uuid" -> once(token, () -> uuid(random));
      case "other_uuid" -> uuid(random);
      case "agent", "customer" -> once(token, () -> line("names"));
      case "company" -> once(token, () -> line("companies"));
      case "topic" -> once(token, () -> line("topics"));
      case "language" -> once(token, () -> line("languages"));
      case "line_a" -> line("agent");
      case "line_b" -> line("customer");
      case "greeting" -> line("greetings");
      case "tel_a", "tel_b" -> once(token, () -> "+1202555%04d".formatted(number(4)));
      case "mail_a", "mail_b" -> once(token, () -> "person%d@example.com".formatted(number(5)));
      case "created", "start" -> once(token, this::moment);
      case "created_local", "start_local" -> MICROS.format(created);
      case "created_day" -> created.toLocalDate().toString();
      case "turns" -> once(token, this::turns);
      case "turns_as_text" -> escaped(value("turns"));
      case "duration" -> "%d.%03d".formatted(number(3), number(3));
      case "decimal" -> number(2) + "." + digits(1 + random.nextInt(40));
      case "big" -> (1 + random.nextInt(9)) + digits(20 + random.nextInt(40));
      case "hash" -> bytes(64);
      case "audio" -> bytes(12_000 + random.nextInt(220_000));
      case "payload" -> base64(Template.of(Kind.CALL).fill(this).getBytes(UTF_8));
      case "first_tag" -> escaped(tags.getFirst());
      case "all_tags_as_text" ->
          escaped(tags.stream().map(tag -> '"' + escaped(tag) + '"').toList().toString());
      default -> throw new IllegalStateException("No story tells {{" + token + "}}.");
    };
  }

  private String once(String token, Supplier<String> made) {
    String known = facts.get(token);
    if (known == null) {
      known = made.get();
      facts.put(token, known);
    }
    return known;
  }

  private String line(String list) {
    return escaped(lines.any(list, random));
  }

  private String moment() {
    String offset = OFFSETS.get(random.nextInt(OFFSETS.size()));
    OffsetDateTime there = created.atOffset(ZoneOffset.of(offset));
    return random.nextBoolean()
        ? MICROS.format(there) + offset
        : there.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")) + offset;
  }

  /** Who said what, as a JSON list; one conversation in twenty is a long one. */
  private String turns() {
    int more = random.nextInt(20) == 0 ? 100 + random.nextInt(200) : 9 + random.nextInt(20);
    return IntStream.range(0, more)
        .mapToObj(number -> turn(number, number == more - 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String turn(int number, boolean last) {
    boolean agent = number % 2 == 0;
    String list = agent ? "agent" : "customer";
    return "{\"speaker\": \"%s\", \"message\": \"%s\"}"
        .formatted(
            agent ? "Agent" : "Customer",
            line(number == 0 ? "openings" : last ? "closings" : list));
  }

  private int number(int digits) {
    return random.nextInt((int) Math.pow(10, digits));
  }

  private String digits(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> Integer.toString(random.nextInt(10)))
        .collect(Collectors.joining());
  }

  private String bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
