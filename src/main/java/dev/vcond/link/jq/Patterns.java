package dev.vcond.link.jq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.exception.JsonQueryTypeException;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.path.Path;
import org.joni.Region;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code test}, {@code match}, {@code sub} and their kin are made of. The interpreter's own
 * cannot be stopped, and {@code gsub("\\s*"; "")} would fill its memory.
 */
final class Patterns {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Of an object that tells of a match. */
  private static final int BYTES_OF_A_MATCH = 400;

  private Patterns() {}

  /** The arguments: the pattern, the flags or null, and whether to tell only if it matches. */
  static void match(
      Scope scope,
      List<Expression> arguments,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    byte[] text = text(in);
    arguments
        .get(2)
        .apply(
            scope,
            in,
            test ->
                arguments
                    .get(1)
                    .apply(
                        scope,
                        in,
                        flags ->
                            arguments
                                .get(0)
                                .apply(
                                    scope,
                                    in,
                                    regex -> {
                                      OnigUtils.Pattern pattern = pattern(regex, flags);
                                      output.emit(
                                          test.booleanValue()
                                              ? BooleanNode.valueOf(
                                                  new Search(pattern.regex, text).find(0))
                                              : matches(pattern, text),
                                          null);
                                    })));
  }

  /** The arguments: the pattern, what comes in its place, and the flags. */
  static void substitute(
      Scope scope,
      List<Expression> arguments,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    byte[] text = text(in);
    arguments
        .get(0)
        .apply(
            scope,
            in,
            regex ->
                arguments
                    .get(2)
                    .apply(
                        scope,
                        in,
                        flags -> {
                          OnigUtils.Pattern pattern = pattern(regex, flags);
                          var replaced = new Substitution(scope, arguments.get(1), pattern, text);
                          for (CharSequence result : replaced.results()) {
                            output.emit(new TextNode(result.toString()), null);
                          }
                        }));
  }

  private static byte[] text(JsonNode in) throws JsonQueryException {
    if (!in.isTextual()) {
      throw new JsonQueryTypeException("%s cannot be matched, as it is not a string", in);
    }
    return in.asText().getBytes(UTF_8);
  }

  private static OnigUtils.Pattern pattern(JsonNode regex, JsonNode flags)
      throws JsonQueryException {
    if (!regex.isTextual() || !(flags.isTextual() || flags.isNull())) {
      throw new JsonQueryTypeException(
          "%s cannot be matched, as it is not a string", regex.isTextual() ? flags : regex);
    }
    try {
      return new OnigUtils.Pattern(regex.asText(), flags.isNull() ? null : flags.asText());
    } catch (JOniException e) {
      throw new JsonQueryException("a pattern is wrong: " + e.getMessage());
    }
  }

  /** Where a pattern was found, in bytes; group 0 is all of it. */
  record Found(Region groups) {
    int begin() {
      return groups.getBeg(0);
    }

    int end() {
      return groups.getEnd(0);
    }

    private boolean isEmpty() {
      return begin() == end();
    }

    private boolean caught(int group) {
      return groups.getBeg(group) >= 0;
    }

    /** What a group caught; null if it took no part. */
    JsonNode text(int group, byte[] text) {
      return caught(group)
          ? new TextNode(string(text, groups.getBeg(group), groups.getEnd(group)))
          : JSON.nullNode();
    }
  }

  static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, UTF_8);
  }

  /** All matches with the flag {@code g}, else the first one. */
  static List<Found> found(OnigUtils.Pattern pattern, byte[] text) {
    List<Found> all = new ArrayList<>();
    Search search = new Search(pattern.regex, text);
    int from = 0;
    while (from <= text.length && search.find(from)) {
      Steps.CURRENT.get().make(BYTES_OF_A_MATCH / 4.0);
      Found next = new Found(search.groups());
      all.add(next);
      from = next.isEmpty() ? after(text, next.end()) : next.end();
      if (!pattern.global || (from == text.length && !next.isEmpty())) {
        break;
      }
    }
    return all;
  }

  /** The beginning of the next character. */
  private static int after(byte[] text, int at) {
    int next = at + 1;
    while (next < text.length && isInside(text[next])) {
      next++;
    }
    return next;
  }

  /** Whether a byte of UTF-8 belongs to the character before it. */
  private static boolean isInside(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static int characters(byte[] text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += isInside(text[i]) ? 0 : 1;
    }
    return count;
  }

  private static ArrayNode matches(OnigUtils.Pattern pattern, byte[] text) {
    ArrayNode all = JSON.arrayNode();
    int at = 0;
    int offset = 0;
    for (Found found : found(pattern, text)) {
      offset += characters(text, at, found.begin());
      at = found.begin();
      int base = offset;
      ToIntFunction<Integer> place =
          where ->
              where >= found.begin()
                  ? base + characters(text, found.begin(), where)
                  : base - characters(text, where, found.begin());
      all.add(match(found, pattern, text, place));
    }
    return all;
  }

  private static ObjectNode match(
      Found found, OnigUtils.Pattern pattern, byte[] text, ToIntFunction<Integer> place) {
    ObjectNode match = part(text, found.begin(), found.end(), place);
    ArrayNode captures = match.putArray("captures");
    Region groups = found.groups();
    for (int i = 1; i < groups.getNumRegs(); i++) {
      ObjectNode capture =
          found.caught(i)
              ? part(text, groups.getBeg(i), groups.getEnd(i), place)
              : JSON.objectNode().put("offset", -1).put("length", 0).putNull("string");
      captures.add(capture.put("name", pattern.names[i]));
    }
    return match;
  }

  private static ObjectNode part(byte[] text, int from, int to, ToIntFunction<Integer> place) {
    return JSON.objectNode()
        .put("offset", place.applyAsInt(from))
        .put("length", characters(text, from, to))
        .put("string", string(text, from, to));
  }
}
