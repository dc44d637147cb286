package dev.vcond.queue.model;

import static dev.vcond.queue.model.Scenario.DEAD;
import static dev.vcond.queue.model.Scenario.EGRESS;
import static dev.vcond.queue.model.Scenario.LIST;

import dev.vcond.queue.ScriptCall;
import dev.vcond.queue.model.Moves.Cause;
import dev.vcond.queue.model.Moves.Execution;
import dev.vcond.queue.model.Moves.Move;
import dev.vcond.queue.model.Task.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold after every step. */
final class Promises {
  private static final String INFLIGHT = ScriptCall.inflight(LIST);

  private final LuaScripts scripts;
  private final Scenario scenario;

  Promises(LuaScripts scripts, Scenario scenario) {
    this.scripts = scripts;
    this.scenario = scenario;
  }

  /** The promise that a step breaks, in words. */
  Optional<String> brokenBy(World before, Move move) {
    World after = move.after();
    for (String id : scenario.pushes().subList(0, after.pushed)) {
      if (isLost(id, before, move)) {
        return Optional.of(id + " is lost");
      }
      if (egressed(after, id) > allowed(after, id)) {
        return Optional.of(id + " is on the egress list more often than it was pushed");
      }
      if (!after.happened(Fault.FORGET) && believers(after, id) > 1) {
        return Optional.of("two runs of " + id + " take themselves for the owner");
      }
    }
    if (!after.happened(Fault.FORGET) && reenters(move)) {
      return Optional.of("a claim is entered again although Redis forgot nothing");
    }
    return move.executed().stream()
        .filter(execution -> scripts.call(execution.call()).script().equals("release"))
        .flatMap(execution -> disorder(execution).stream())
        .findFirst();
  }

  /**
   * Known and borne: a claim that Redis forgot, and that is entered again by a call that comes late
   * for a second time, when its run has ended, is found by the self-check and runs once more.
   */
  private int allowed(World world, String id) {
    int again = world.happened(Fault.FORGET) ? world.times(Fault.LOST) : 0;
    return scenario.times(id, world.pushed) + again;
  }

  /** The promise that an end breaks, in words. */
  Optional<String> brokenAtEnd(World end) {
    if (end.happened(Fault.FORGET)) {
      return Optional.empty();
    }
    return scenario.ids().stream()
        .filter(id -> !isDone(end, id))
        .map(id -> "all is quiet, and the last document of " + id + " was not processed")
        .findFirst();
  }

  private boolean isDone(World end, String id) {
    Keyspace redis = scripts.keyspace(end.redis);
    String last = id + "@" + (scenario.pushes().lastIndexOf(id) + 1);
    return egress(redis).contains(last)
        || redis.list(DEAD).contains(id)
        || end.delivered.contains(last)
        || end.delivered.contains(id);
  }

  private static List<String> egress(Keyspace redis) {
    return redis.type(EGRESS).equals("list") ? redis.list(EGRESS) : List.of();
  }

  private boolean isLost(String id, World before, Move move) {
    if (isKept(move.after(), id)) {
      return false;
    }
    if (!move.after().happened(Fault.FORGET)) {
      return true;
    }
    // What only Redis had is lost; what a living owner had as well must not be, unless that owner
    // goes, too.
    return move.cause() != Cause.FAULT
        && !leaves(move.after())
        && !givesBack(move)
        && isKept(before, id);
  }

  private static boolean leaves(World world) {
    return Stream.of(world.daemons)
        .anyMatch(daemon ->
            daemon.phase == Daemon.Phase.SIGNING_OFF || daemon.phase == Daemon.Phase.DOWN);
  }

  private boolean givesBack(Move move) {
    return Stream.of(move.after().daemons).anyMatch(daemon -> daemon.busy(Kind.GIVE_BACK))
        || move.executed().stream()
            .anyMatch(execution -> scripts.call(execution.call()).script().equals("give_back"));
  }

  private boolean isKept(World world, String id) {
    Keyspace redis = scripts.keyspace(world.redis);
    return redis.list(LIST).contains(id)
        || redis.hash(INFLIGHT).containsKey(id)
        || egressed(world, id) > 0
        || redis.list(DEAD).contains(id)
        || world.delivered.stream().anyMatch(done -> done.startsWith(id))
        || (world.happened(Fault.FORGET) && isKnownToAnOwner(world, id));
  }

  private static boolean isKnownToAnOwner(World world, String id) {
    return Stream.of(world.daemons)
        .anyMatch(daemon -> inMemory(daemon).anyMatch(run -> run.id().equals(id)));
  }

  private static Stream<Run> inMemory(Daemon daemon) {
    Stream<Pending> pending =
        Stream.concat(
            daemon.waiting.stream(),
            daemon.tasks.stream()
                .filter(task -> task.kind() != Kind.GIVE_BACK)
                .flatMap(task -> task.runs().stream()));
    return Stream.concat(daemon.runs.stream(), pending.map(Pending::run))
        .filter(run -> daemon.holds(run.epoch()));
  }

  private long egressed(World world, String id) {
    return egress(scripts.keyspace(world.redis)).stream()
        .filter(entry -> entry.startsWith(id + "@"))
        .count();
  }

  private static long believers(World world, String id) {
    return Stream.of(world.daemons)
        .flatMap(daemon -> daemon.runs.stream().filter(run -> daemon.holds(run.epoch())))
        .filter(run -> run.id().equals(id))
        .count();
  }

  private boolean reenters(Move move) {
    return move.executed().stream()
        .anyMatch(execution -> scripts.call(execution.call()).script().equals("reenter"));
  }

  private Optional<String> disorder(Execution release) {
    String whose = scripts.call(release.call()).arguments().getFirst();
    Map<String, String> held = scripts.keyspace(release.before()).hash(INFLIGHT);
    Map<String, String> left = scripts.keyspace(release.after()).hash(INFLIGHT);
    var expected =
        new ArrayList<>(
            held.keySet().stream()
                .filter(id -> !left.containsKey(id))
                .sorted(Comparator.comparingInt(id -> Holders.number(String.valueOf(held.get(id)))))
                .toList());
    if (expected.stream()
        .anyMatch(id -> !Holders.instance(String.valueOf(held.get(id))).equals(whose))) {
      return Optional.of("ids of another instance were given back");
    }
    expected.addAll(scripts.keyspace(release.before()).list(LIST));
    return expected.equals(scripts.keyspace(release.after()).list(LIST))
        ? Optional.empty()
        : Optional.of("what is given back is not at the head of the list in claim order");
  }
}
