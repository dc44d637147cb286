package dev.vcond.queue.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Searches deeper than the tests do. */
public final class QueueModel {
  static final String X = "aaaaaaaa-0000-4000-8000-00000000000a";
  static final String Y = "bbbbbbbb-0000-4000-8000-00000000000b";

  private QueueModel() {}

  /**
   * Searches one scenario and prints what was found.
   *
   * @param arguments faults, instances, concurrency, 1 for changed documents, then ids such as xyx,
   *     then kinds of faults
   */
  public static void main(String[] arguments) {
    Map<Fault, Integer> limits = new EnumMap<>(Fault.class);
    for (int i = 5; i < arguments.length; i++) {
      int at = arguments[i].indexOf('=');
      String name = at < 0 ? arguments[i] : arguments[i].substring(0, at);
      limits.put(
          Fault.valueOf(name), at < 0 ? 9 : Integer.parseInt(arguments[i].substring(at + 1)));
    }
    var pushes = arguments[4].chars().mapToObj(c -> c == 'x' ? X : Y).toList();
    var scenario =
        new Scenario(
            pushes,
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            arguments[3].equals("1"),
            Integer.parseInt(arguments[0]),
            limits);
    long begun = System.nanoTime();
    var outcome = new Search(scenario, UnaryOperator.identity(), List.of()).run(20_000_000);
    System.out.printf(
        "%d states, %d steps, %d ms%n%s%n",
        outcome.states(),
        outcome.steps(),
        (System.nanoTime() - begun) / 1_000_000,
        outcome.finding().map(Object::toString).orElse("all holds"));
    if (outcome.finding().isPresent()) {
      System.exit(1);
    }
  }
}
