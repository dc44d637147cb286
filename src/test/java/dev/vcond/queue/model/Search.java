package dev.vcond.queue.model;

import dev.vcond.queue.ScriptCall;
import dev.vcond.queue.model.Moves.Cause;
import dev.vcond.queue.model.Moves.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a scenario can reach, the nearest first, and looks at every step whether
 * it keeps the promises; then whether all can still be done from every state, with no fault more.
 * States are known by 128 bits of their content. Used by one thread.
 */
final class Search {
  private final Moves moves;
  private final Promises promises;
  private final StateNumbers numbers = new StateNumbers();
  private final Ints parents = new Ints();
  private final Ints choices = new Ints();

  /** Fair steps, as pairs: from, to. */
  private final Ints fair = new Ints();

  private final BitSet ends = new BitSet();
  private final ArrayDeque<World> frontier = new ArrayDeque<>();
  private @Nullable Finding finding;
  private int explored;
  private int choice;

  Search(Scenario scenario, UnaryOperator<String> patch, Collection<Rule> broken) {
    var scripts = new LuaScripts(name -> patch.apply(ScriptCall.source(name)));
    moves = new Moves(scripts, scenario, broken);
    promises = new Promises(scripts, scenario);
  }

  /**
   * What a search found.
   *
   * @param finding empty if every promise holds
   */
  record Outcome(int states, long steps, Optional<Finding> finding) {}

  /** A promise that does not hold, and the shortest way there. */
  record Finding(String what, List<String> trace) {
    @Override
    public String toString() {
      var text = new StringBuilder(what).append(", after:");
      for (int i = 0; i < trace.size(); i++) {
        text.append('\n').append(String.format("%3d. ", i + 1)).append(trace.get(i));
      }
      return text.toString();
    }
  }

  /**
   * Searches.
   *
   * @param most gives up with an exception behind so many states
   */
  Outcome run(int most) {
    World start = moves.start();
    visit(start, -1, -1);
    long steps = 0;
    while (finding == null && !frontier.isEmpty()) {
      World world = frontier.poll();
      choice = 0;
      moves.from(world, move -> step(world, move));
      steps += choice;
      explored++;
      if (numbers.size() > most) {
        throw new IllegalStateException("more than " + most + " states");
      }
    }
    if (finding == null) {
      stuck();
    }
    return new Outcome(numbers.size(), steps, Optional.ofNullable(finding));
  }

  private void step(World before, Move move) {
    int mine = choice++;
    if (finding != null) {
      return;
    }
    Optional<String> broken = promises.brokenBy(before, move);
    if (broken.isPresent()) {
      finding = new Finding(broken.get(), trace(explored, mine));
      return;
    }
    int to = visit(move.after(), explored, mine);
    if (move.cause() == Cause.FAIR) {
      fair.add(explored);
      fair.add(to);
    }
  }

  private int visit(World world, int parent, int by) {
    int number = numbers.of(world.print());
    if (number == parents.size()) {
      parents.add(parent);
      choices.add(by);
      frontier.add(world);
      if (moves.isEnd(world)) {
        ends.set(number);
        promises
            .brokenAtEnd(world)
            .ifPresent(what -> finding = new Finding(what, trace(number, -1)));
      }
    }
    return number;
  }

  /** Every state must lead to an end by fair steps. */
  private void stuck() {
    int states = numbers.size();
    int[] start = new int[states + 1];
    for (int i = 1; i < fair.size(); i += 2) {
      start[fair.get(i) + 1]++;
    }
    for (int i = 0; i < states; i++) {
      start[i + 1] += start[i];
    }
    int[] sources = new int[fair.size() / 2];
    int[] at = Arrays.copyOf(start, states);
    for (int i = 1; i < fair.size(); i += 2) {
      sources[at[fair.get(i)]++] = fair.get(i - 1);
    }
    BitSet leads = leading(start, sources);
    int first = leads.nextClearBit(0);
    if (first < states) {
      finding = new Finding("it never comes to an end by itself", trace(first, -1));
    }
  }

  private BitSet leading(int[] start, int[] sources) {
    var leads = (BitSet) ends.clone();
    var open = new ArrayDeque<Integer>();
    ends.stream().forEach(open::add);
    while (!open.isEmpty()) {
      int to = open.poll();
      for (int i = start[to]; i < start[to + 1]; i++) {
        if (!leads.get(sources[i])) {
          leads.set(sources[i]);
          open.add(sources[i]);
        }
      }
    }
    return leads;
  }

  /** The steps to a state, and one more if it is not negative. */
  private List<String> trace(int state, int last) {
    var path = new ArrayDeque<Integer>();
    if (last >= 0) {
      path.addFirst(last);
    }
    for (int at = state; parents.get(at) >= 0; at = parents.get(at)) {
      path.addFirst(choices.get(at));
    }
    var labels = new ArrayList<String>();
    World world = moves.start();
    for (int step : path) {
      var from = new ArrayList<Move>();
      moves.from(world, from::add);
      Move move = from.get(step);
      labels.add(readable(move.label().get()));
      world = move.after();
    }
    return labels;
  }

  private static String readable(String label) {
    return label.replace(QueueModel.X, "x").replace(QueueModel.Y, "y").replace("vcond:{L}:", "");
  }
}
