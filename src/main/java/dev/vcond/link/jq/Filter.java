package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.process.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import org.jspecify.annotations.Nullable;

/** A compiled filter. Thread-safe. */
public final class Filter {
  private static final Pattern AT_LINE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

  /** Parts of the document that an error of the interpreter quotes. */
  private static final Pattern QUOTED =
      Pattern.compile("\\b(null|boolean|number|string|array|object) \\(.*?\\)(?= |$)");

  /** Of {@code error(...)} with whatever it was given. */
  private static final int LONGEST_MESSAGE = 300;

  private final Expression expression;
  private final Limits limits;

  private Filter(Expression expression, Limits limits) {
    this.expression = expression;
    this.limits = limits;
  }

  /** The filter that a text is. Nothing of it is tried: it may be one that does not end. */
  public static Filter compile(String text) throws UnusableFilter {
    return compile(text, Limits.USUAL);
  }

  static Filter compile(String text, Limits limits) throws UnusableFilter {
    if (text.isBlank()) {
      throw new UnusableFilter("expected a jq filter, not an empty text", "");
    }
    Dialect dialect = new Dialect(text);
    try {
      Expression expression = ExpressionParser.compile(dialect.written(), Builtins.VERSION);
      Names.check(expression);
      return new Filter(Watch.over(expression), limits);
    } catch (JsonQueryException e) {
      throw new UnusableFilter(
          "is not a jq filter: " + where(e, dialect),
          "try the filter with the program jq on one of your vCons");
    } catch (StackOverflowError _) {
      throw new UnusableFilter("is nested too deeply", "");
    }
  }

  /** The first sentence, with the place as it is in the filter. */
  private static String where(JsonQueryException e, Dialect dialect) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    Matcher place = AT_LINE.matcher(first);
    String mended =
        place.replaceAll(
            at -> dialect.place(Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2))));
    return mended
        .replace("\"<EOF>\"", "the end")
        .replaceFirst("Encountered \" \\S+ \"(.*?) \"\"", "Unexpected \"$1\"")
        .replaceFirst("\\.\\s*$", "")
        .replaceFirst("^Unexpected .* at the end$", "Encountered the end");
  }

  /**
   * Whether the first output is what Python takes for true.
   *
   * @throws FilterFailure if the filter does not work with this document
   */
  public boolean matches(JsonNode document) throws FilterFailure, InterruptedException {
    return judge(document).matches();
  }

  /**
   * What the first output of the filter is.
   *
   * @throws FilterFailure if the filter does not work with this document
   */
  Verdict judge(JsonNode document) throws FilterFailure, InterruptedException {
    try {
      return decide(document);
    } catch (JsonQueryException e) {
      throw new FilterFailure("the filter failed: " + withoutContent(e));
    } catch (StackOverflowError _) {
      throw new FilterFailure(
          "the filter failed: its functions call each other without end, or it goes too deep");
    } catch (OutOfMemoryError _) {
      throw new FilterFailure("the filter failed: it needs too much memory");
    } catch (Steps.Stop stop) {
      throw failure(stop);
    }
  }

  private FilterFailure failure(Steps.Stop stop) throws InterruptedException {
    return switch (stop.why()) {
      case INTERRUPTED -> throw new InterruptedException();
      case TOO_LARGE ->
          new FilterFailure(
              "the filter failed: what it makes needs more than %,d bytes of memory"
                  .formatted(limits.size()));
      case TOO_MANY_STEPS, DECIDED ->
          new FilterFailure(
              "the filter failed: it was not done after %,d steps".formatted(limits.steps()));
    };
  }

  private Verdict decide(JsonNode document) throws JsonQueryException {
    try {
      return verdict(document);
    } catch (JsonQueryException e) {
      if (!String.valueOf(e.getMessage()).contains("requires string inputs")) {
        throw e;
      }
      return verdict(TextBodies.of(document));
    }
  }

  private Verdict verdict(JsonNode document) throws JsonQueryException {
    Steps steps = new Steps(limits);
    Outputs outputs = new Outputs(steps);
    try {
      ScopedValue.where(Steps.CURRENT, steps)
          .call(() -> {
            expression.apply(Builtins.newScope(), document, outputs::take);
            return outputs;
          });
    } catch (Steps.Stop stop) {
      if (stop.why() != Steps.Stop.Why.DECIDED) {
        throw stop;
      }
    } catch (JsonQueryException | StackOverflowError e) {
      if (!steps.decided()) {
        throw e;
      }
    }
    return outputs.verdict();
  }

  /** The first output decides; whether there is a second one is told to those who wonder. */
  private static final class Outputs {
    private final Steps steps;
    private Verdict.@Nullable First first;
    private boolean several;

    Outputs(Steps steps) {
      this.steps = steps;
    }

    void take(JsonNode value) {
      several = first != null;
      first = first == null ? Verdict.of(value) : first;
      if (several || first == Verdict.First.TRUE) {
        throw new Steps.Stop(Steps.Stop.Why.DECIDED);
      }
      steps.decide();
    }

    Verdict verdict() {
      return first == null ? Verdict.NOTHING : new Verdict(first, several);
    }
  }

  private static String withoutContent(JsonQueryException e) {
    String message = QUOTED.matcher(String.valueOf(e.getMessage())).replaceAll("$1");
    return SafeText.line(message, LONGEST_MESSAGE);
  }
}
