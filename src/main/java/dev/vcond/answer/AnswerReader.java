package dev.vcond.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.vcond.config.ListNames;
import dev.vcond.process.SafeText;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an envelope. The vCon in it stays bytes, so that its numbers and strings keep their text.
 * What it does not know it refuses: a misspelled {@code halt} must not let a vCon pass.
 */
public final class AnswerReader {
  /** A reason becomes a label of metrics and stands in the log. */
  private static final int LONGEST_REASON = 200;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_100) // some more than a vCon may have
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  private final byte[] json;
  private final String author;
  private @Nullable Long id;
  private byte @Nullable [] vcon;
  private @Nullable VconId swap;
  private @Nullable String halt;
  private List<String> routes = List.of();
  private @Nullable String error;
  private boolean temporary;

  private AnswerReader(byte[] json, String author) {
    this.json = json;
    this.author = author;
  }

  /**
   * Reads one.
   *
   * @param author its name, for messages
   * @throws WorkFailed if it is none
   */
  public static Answer read(byte[] json, String author) throws WorkFailed {
    AnswerReader reader = new AnswerReader(json, author);
    try (JsonParser parser = FACTORY.createParser(json)) {
      reader.envelope(parser);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw reader.wrong(
          "is not JSON at byte %d: %s"
              .formatted(
                  at == null ? 0 : at.getByteOffset(),
                  SafeText.line(String.valueOf(e.getOriginalMessage()), LONGEST_REASON)));
    } catch (IOException e) {
      throw reader.wrong("cannot be read: " + e.getMessage());
    }
    return reader.answer();
  }

  private void envelope(JsonParser parser) throws IOException, WorkFailed {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("is no JSON object");
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      member(name, parser);
    }
    if (parser.nextToken() != null) {
      throw wrong("is more than one JSON object");
    }
  }

  private void member(String name, JsonParser parser) throws IOException, WorkFailed {
    switch (name) {
      case "id" -> id = number(parser);
      case "vcon" -> vcon = document(parser);
      case "swap" -> swap = VconId.parse(text(name, parser)).orElseThrow(() -> noUuid());
      case "halt" -> halt = reason(parser);
      case "routes" -> routes = lists(parser);
      case "error" -> error = shown(text(name, parser));
      case "temporary" -> temporary = truth(name, parser);
      default ->
          throw wrong(
              "has the unknown member \"%s\"; it may have id, vcon, swap, halt, routes, error and temporary"
                  .formatted(SafeText.line(name, 50)));
    }
  }

  private Long number(JsonParser parser) throws IOException, WorkFailed {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("has an id that is not the number of the request");
    }
    return parser.getLongValue();
  }

  private byte[] document(JsonParser parser) throws IOException, WorkFailed {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(
          "has a vcon that is no object; without `vcon` the document stays as it is, and `halt`"
              + " ends the chain");
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
  }

  private String reason(JsonParser parser) throws IOException, WorkFailed {
    return parser.currentToken() == JsonToken.VALUE_TRUE
        ? author + " halted it"
        : shown(text("halt", parser));
  }

  private List<String> lists(JsonParser parser) throws IOException, WorkFailed {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("has routes that are no list of names");
    }
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      names.add(list(text("routes", parser)));
    }
    return names.stream().distinct().toList();
  }

  private String list(String name) throws WorkFailed {
    if (name.isBlank() || ListNames.reservedBeginning(name).isPresent()) {
      throw wrong("has a route \"%s\" that cannot be a list of ids".formatted(shown(name)));
    }
    return name;
  }

  private String text(String name, JsonParser parser) throws IOException, WorkFailed {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("has a `" + name + "` that is no text");
    }
    return parser.getText();
  }

  private boolean truth(String name, JsonParser parser) throws WorkFailed {
    if (parser.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    if (parser.currentToken() == JsonToken.VALUE_FALSE) {
      return false;
    }
    throw wrong("has a `" + name + "` that is neither true nor false");
  }

  private Answer answer() throws WorkFailed {
    if (swap != null && halt != null) {
      throw wrong("has both `swap` and `halt`");
    }
    if (error != null && (vcon != null || swap != null || halt != null || !routes.isEmpty())) {
      throw wrong("has `error` beside something that is to be done");
    }
    if (temporary && error == null) {
      throw wrong("has `temporary` without `error`");
    }
    return new Answer(id, vcon, swap, halt, routes, error, temporary);
  }

  private static String shown(String text) {
    String line = SafeText.line(text, LONGEST_REASON);
    return line.isEmpty() ? "it did not say why" : line;
  }

  private WorkFailed noUuid() {
    return wrong("has a `swap` that is no uuid");
  }

  private WorkFailed wrong(String what) {
    return new WorkFailed("the answer of " + author + " " + what);
  }
}
