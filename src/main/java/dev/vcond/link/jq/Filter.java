package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** A compiled filter. Thread-safe. */
public final class Filter {
  /** Of calls and outputs of functions; a vCon of 10 MB has some 100,000 values. */
  private static final long MOST_STEPS = 5_000_000;

  /** Of the trial with samples that have a handful of values. */
  private static final long MOST_STEPS_OF_A_TRIAL = 10_000;

  private static final Pattern AT_LINE = Pattern.compile("line (\\d+), column (\\d+)");

  /** What the interpreter says of a name that is nowhere. */
  private static final Pattern MISSING =
      Pattern.compile("Function \\S+ does not exist|\\$\\S+ is not defined|module not found: .*");

  /** Parts of the document that an error of the interpreter quotes. */
  private static final Pattern QUOTED =
      Pattern.compile("\\b(null|boolean|number|string|array|object) \\(.*?\\)(?= |$)");

  private final JsonQuery query;
  private final long mostSteps;

  private Filter(JsonQuery query, long mostSteps) {
    this.query = query;
    this.mostSteps = mostSteps;
  }

  /** The filter that a text is. */
  public static Filter compile(String text) throws UnusableFilter {
    return compile(text, MOST_STEPS);
  }

  static Filter compile(String text, long mostSteps) throws UnusableFilter {
    if (text.isBlank()) {
      throw new UnusableFilter("expected a jq filter, not an empty text");
    }
    try {
      Filter filter =
          new Filter(JsonQuery.compile(Builtins.MORE + text, Builtins.VERSION), mostSteps);
      filter.refuseMissingNames();
      return filter;
    } catch (JsonQueryException e) {
      throw new UnusableFilter("is not a jq filter: " + where(e));
    }
  }

  /** The first sentence, with the line as it is in the filter. */
  private static String where(JsonQueryException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    Matcher place = AT_LINE.matcher(first);
    String mended =
        place.replaceAll(
            at -> "line " + (Long.parseLong(at.group(1)) - 1) + ", column " + at.group(2));
    return mended.replace("\"<EOF>\"", "the end").replaceFirst("\\.\\s*$", "");
  }

  private void refuseMissingNames() throws UnusableFilter {
    for (JsonNode sample : List.of(NullNode.getInstance(), sample())) {
      try {
        first(sample, MOST_STEPS_OF_A_TRIAL);
      } catch (JsonQueryException e) {
        Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
        if (missing.find()) {
          throw new UnusableFilter("cannot work with any vCon: " + missing.group());
        }
      } catch (Steps.Stop | StackOverflowError _) {
        // It may end with another document.
      }
    }
  }

  /**
   * A vCon with something in every list, so that the filter reaches as many functions as can be.
   */
  private static ObjectNode sample() {
    ObjectNode vcon = JsonNodeFactory.instance.objectNode();
    vcon.put("uuid", "00000000-0000-0000-0000-000000000000").put("subject", "sample");
    for (String list : List.of("parties", "dialog", "analysis", "attachments")) {
      vcon.putArray(list).addObject().put("type", "text").put("purpose", "tags").put("body", "[]");
    }
    return vcon;
  }

  /**
   * Whether the first output is what Python takes for true.
   *
   * @throws FilterFailure if the filter does not work with this document
   */
  public boolean matches(JsonNode document) throws FilterFailure, InterruptedException {
    try {
      return decide(document).filter(Filter::isTruthy).isPresent();
    } catch (JsonQueryException e) {
      throw new FilterFailure("the filter failed: " + withoutContent(e));
    } catch (StackOverflowError _) {
      throw new FilterFailure("the filter failed: its functions call each other without end");
    } catch (Steps.Stop stop) {
      if (stop.why() == Steps.Stop.Why.INTERRUPTED) {
        throw new InterruptedException();
      }
      throw new FilterFailure(
          "the filter failed: it was not done after %,d steps".formatted(mostSteps));
    }
  }

  private Optional<JsonNode> decide(JsonNode document) throws JsonQueryException {
    try {
      return first(document, mostSteps);
    } catch (JsonQueryException e) {
      if (!String.valueOf(e.getMessage()).contains("requires string inputs")) {
        throw e;
      }
      return first(TextBodies.of(document), mostSteps);
    }
  }

  private Optional<JsonNode> first(JsonNode document, long steps) throws JsonQueryException {
    var output = new AtomicReference<@Nullable JsonNode>();
    try {
      ScopedValue.where(Steps.CURRENT, new Steps(steps))
          .call(() -> {
            query.apply(
                Builtins.newScope(),
                document,
                value -> {
                  output.set(value);
                  throw new Steps.Stop(Steps.Stop.Why.DECIDED);
                });
            return output;
          });
    } catch (Steps.Stop stop) {
      if (stop.why() != Steps.Stop.Why.DECIDED) {
        throw stop;
      }
    }
    return Optional.ofNullable(output.get());
  }

  private static String withoutContent(JsonQueryException e) {
    return QUOTED.matcher(String.valueOf(e.getMessage())).replaceAll("$1");
  }

  private static boolean isTruthy(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.doubleValue() != 0;
      case STRING -> !value.asText().isEmpty();
      case ARRAY, OBJECT -> !value.isEmpty();
      case NULL, MISSING -> false;
      case BINARY, POJO -> true;
    };
  }
}
