package dev.vcond.queue.model;

import static dev.vcond.queue.model.Scenario.EGRESS;
import static dev.vcond.queue.model.Scenario.LIST;

import dev.vcond.queue.ScriptCall;
import dev.vcond.queue.model.Daemon.Phase;
import dev.vcond.queue.model.Task.Kind;
import dev.vcond.queue.model.Task.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Everything that may happen next. Used by one thread. */
final class Moves {
  private static final String INFLIGHT = ScriptCall.inflight(LIST);

  private final LuaScripts scripts;
  private final Scenario scenario;
  private final Client client;
  private final Answers answers;

  Moves(LuaScripts scripts, Scenario scenario, Collection<Rule> broken) {
    this.scripts = scripts;
    this.scenario = scenario;
    this.client = new Client(scripts, scenario, broken);
    this.answers = new Answers(scripts, client);
  }

  /** Why something happens. */
  enum Cause {
    /** It is bound to happen if the world is fair. */
    FAIR,
    /** It may happen at any time, or never. */
    CHANCE,
    /** It goes wrong. */
    FAULT
  }

  /**
   * One step.
   *
   * @param label says what happened
   * @param executed what Redis ran, in order
   */
  record Move(Supplier<String> label, Cause cause, List<Execution> executed, World after) {
    Move(Supplier<String> label, Cause cause, World after) {
      this(label, cause, List.of(), after);
    }

    Move and(Supplier<String> more, Cause because, World next) {
      return new Move(() -> label.get() + "\n     " + more.get(), because, executed, next);
    }

    Move because(Cause why) {
      return new Move(label, why, executed, after);
    }

    Move ran(Supplier<String> more, Execution execution, World next) {
      List<Execution> all = new ArrayList<>(executed);
      all.add(execution);
      return new Move(() -> label.get() + "\n     " + more.get(), cause, all, next);
    }
  }

  /** A call that Redis ran; all by number. */
  record Execution(int call, int before, int after) {}

  /** Hears of every step. */
  interface Sink {
    void accept(Move move);
  }

  World start() {
    var daemons = new ArrayList<Daemon>();
    int redis = scripts.number(new Keyspace());
    for (int i = 0; i < scenario.instances(); i++) {
      var daemon = new Daemon(String.valueOf((char) ('A' + i)));
      daemon.alive = true;
      daemon.known = true;
      daemons.add(daemon);
      var beat = scripts.number(ScriptCall.beat(List.of(LIST), daemon.name(), 0));
      redis = scripts.run(redis, beat).after();
    }
    return new World(redis, daemons);
  }

  /** Tells every step from a world. */
  void from(World world, Sink sink) {
    begin(world, move -> settle(move, sink));
  }

  /**
   * What becomes of the calls that a step sends is part of that step, as long as they are not slow.
   */
  private void settle(Move move, Sink sink) {
    World world = move.after;
    for (int i = 0; i < world.daemons.length; i++) {
      for (Task task : world.daemons[i].tasks) {
        if (task.state() == State.FRESH) {
          settle(move, i, task, sink);
          return;
        }
      }
    }
    sink.accept(move);
  }

  private void settle(Move move, int index, Task task, Sink sink) {
    fast(move, index, task, sink);
    if (may(move.after, Fault.SLOW)) {
      World slow = move.after.copy();
      slow.count(Fault.SLOW);
      replace(slow.change(index), task, task.slow());
      settle(move.and(() -> script(task.call()) + " is slow", chance(move), slow), sink);
    }
    if (move.after.faults() < scenario.faults() && may(move.after, Fault.LOST)) {
      World unheard = move.after.copy();
      unheard.count(Fault.LOST);
      replace(unheard.change(index), task, task.slow());
      answers.giveUp(unheard, unheard.daemons[index], task.slow());
      settle(
          move.and(() -> script(task.call()) + " is lost and may come late", chance(move), unheard),
          sink);
      unanswered(move, index, task, sink);
    }
  }

  private static Cause chance(Move move) {
    return move.cause == Cause.FAULT ? Cause.FAULT : Cause.CHANCE;
  }

  private static void replace(Daemon daemon, Task task, Task by) {
    daemon.tasks.set(daemon.tasks.indexOf(task), by);
  }

  private void fast(Move move, int index, Task task, Sink sink) {
    World next = move.after.copy();
    LuaScripts.Result result = scripts.run(next.redis, task.call());
    var execution = new Execution(task.call(), next.redis, result.after());
    next.redis = result.after();
    Daemon daemon = next.change(index);
    Task executed = task.executed(result.answer());
    replace(daemon, task, executed);
    answers.deliver(next, daemon, executed);
    settle(move.ran(() -> ran(task.call(), result), execution, next), sink);
  }

  private void unanswered(Move move, int index, Task task, Sink sink) {
    World next = move.after.copy();
    next.count(Fault.LOST);
    LuaScripts.Result result = scripts.run(next.redis, task.call());
    var execution = new Execution(task.call(), next.redis, result.after());
    next.redis = result.after();
    Daemon daemon = next.change(index);
    Task executed = task.executed(result.answer());
    replace(daemon, task, executed);
    answers.giveUp(next, daemon, executed);
    settle(
        move.ran(() -> "its answer is lost: " + ran(task.call(), result), execution, next)
            .because(chance(move)),
        sink);
  }

  private void begin(World world, Sink sink) {
    push(world, sink);
    for (int i = 0; i < world.daemons.length; i++) {
      own(new At(world, i, scripts.keyspace(world.redis), sink));
      calls(new At(world, i, scripts.keyspace(world.redis), sink));
    }
    late(world, sink);
    expiries(world, sink);
    if (world.faults() < scenario.faults()) {
      for (int i = 0; i < world.daemons.length; i++) {
        faults(new At(world, i, scripts.keyspace(world.redis), sink));
      }
      forget(world, sink);
      refuse(world, sink);
    }
  }

  /** One daemon in one world. */
  private record At(World world, int index, Keyspace redis, Sink sink) {
    Daemon daemon() {
      return world.daemons[index];
    }

    String name() {
      return daemon().name();
    }

    void step(Cause cause, String what, BiConsumer<World, Daemon> change) {
      World after = world.copy();
      change.accept(after, after.change(index));
      String name = name();
      sink.accept(new Move(() -> name + " " + what, cause, after));
    }

    void fair(String what, BiConsumer<World, Daemon> change) {
      step(Cause.FAIR, what, change);
    }
  }

  private void push(World world, Sink sink) {
    if (world.pushed == scenario.pushes().size()) {
      return;
    }
    World after = world.copy();
    String id = scenario.pushes().get(after.pushed++);
    Keyspace redis = scripts.keyspace(world.redis).copy();
    redis.put(ScriptCall.document(id), Integer.toString(after.pushed));
    redis.listToFill(LIST).add(id);
    after.redis = scripts.number(redis);
    sink.accept(
        new Move(
            () -> "a producer pushes " + id + " with document " + after.pushed, Cause.FAIR, after));
  }

  private void own(At at) {
    Daemon daemon = at.daemon();
    if (daemon.phase == Phase.DOWN) {
      at.fair("ended; its host starts the next process", (world, _) -> restart(world, at.index));
      return;
    }
    if (daemon.phase == Phase.TAKING_OVER) {
      takeOver(at);
      return;
    }
    if (daemon.up()) {
      upkeep(at);
      beat(at);
      if (daemon.phase == Phase.UP
          && daemon.alive
          && !daemon.busy(Kind.CLAIM)
          && daemon.runs.size() < scenario.concurrency()
          && at.redis.has(LIST)
          && (beats(at) || !client.keeps(Rule.CLAIM_ASKS_FOR_HEARTBEAT))) {
        at.fair("claims", (_, next) -> client.claim(next));
      }
      if (daemon.phase == Phase.QUIET && !daemon.heartBusy()) {
        at.fair("signs off", (_, next) -> client.signOff(next));
      }
    }
    for (Run run : daemon.runs) {
      if (!daemon.calls(run)) {
        at.fair("comes to the end of " + run, (_, next) -> client.end(next, run));
      }
    }
    if (!daemon.waiting.isEmpty() && !daemon.busy(Kind.ACK)) {
      at.fair("sends acks again", (_, next) -> client.sendAcks(next));
    }
  }

  private void restart(World world, int index) {
    Daemon successor = world.daemons[index].successor();
    world.daemons[index] = successor;
    successor.phase =
        predecessors(successor, scripts.keyspace(world.redis)).isEmpty()
            ? Phase.UP
            : Phase.TAKING_OVER;
  }

  private static NavigableSet<String> predecessors(Daemon daemon, Keyspace redis) {
    NavigableSet<String> holders = Holders.of(redis.hash(INFLIGHT).values());
    holders.removeIf(name -> !isPredecessor(name, daemon));
    return holders;
  }

  /** Same host, and not the process that lives there now: the short cut by its pid. */
  private static boolean isPredecessor(String name, Daemon daemon) {
    return name.startsWith(daemon.host) && !name.equals(daemon.name());
  }

  private void takeOver(At at) {
    if (at.daemon().busy(Kind.TAKE_OVER)) {
      return;
    }
    NavigableSet<String> gone = predecessors(at.daemon(), at.redis);
    if (gone.isEmpty()) {
      at.fair("has taken over", (_, next) -> next.phase = Phase.UP);
    } else {
      at.fair(
          "takes over from " + gone.first(),
          (_, next) -> client.release(next, Kind.TAKE_OVER, gone.first(), "gone"));
    }
  }

  /**
   * Without a heartbeat a claim changes nothing but its numbers: there would be no end of states.
   */
  private static boolean beats(At at) {
    return at.redis.has(ScriptCall.heartbeat(LIST, at.name()));
  }

  private void beat(At at) {
    Daemon daemon = at.daemon();
    boolean registered = at.redis.hash(ScriptCall.instances(LIST)).containsKey(at.name());
    if (!daemon.heartBusy() && !(daemon.alive && registered && beats(at))) {
      at.fair("sends a heartbeat", (_, next) -> client.beat(next));
    }
  }

  private void upkeep(At at) {
    Daemon daemon = at.daemon();
    if (!daemon.alive || daemon.upkeepBusy()) {
      return;
    }
    Collection<String> claims = at.redis.hash(INFLIGHT).values();
    if (client.keeps(Rule.SELF_CHECK)
        && claims.stream().anyMatch(claim -> unknown(daemon, claim))) {
      at.fair("compares the in-flight hash", (_, next) -> client.selfCheck(next));
    }
    if (client.keeps(Rule.RESCUE)) {
      Holders.of(claims).forEach(holder -> rescue(at, holder));
    }
  }

  private boolean unknown(Daemon daemon, String claim) {
    int number = Holders.instance(claim).equals(daemon.name()) ? Holders.number(claim) : -1;
    return number >= 0
        && !daemon.holdings.containsKey(number)
        && (number < daemon.answeredBelow()
            || !client.keeps(Rule.SELF_CHECK_SPARES_CALLS_UNDER_WAY));
  }

  private void rescue(At at, String holder) {
    if (isPredecessor(holder, at.daemon())) {
      at.fair(
          "rescues from " + holder + ", gone",
          (_, next) -> client.release(next, Kind.RESCUE, holder, "gone"));
    } else if (!holder.equals(at.name()) && !at.redis.has(ScriptCall.heartbeat(LIST, holder))) {
      at.fair(
          "rescues from " + holder + ", silent",
          (_, next) -> client.release(next, Kind.RESCUE, holder, "silent"));
    }
  }

  private void calls(At at) {
    for (Task task : at.daemon().tasks) {
      switch (task.state()) {
        case FRESH -> throw new IllegalStateException("every step settles what it sends");
        case SENT -> execute(at, task);
        case EXECUTED ->
            at.fair(
                "hears " + scripts.answer(task.answer()) + " from " + script(task.call()),
                (world, next) -> answers.deliver(world, next, task));
        case WAITING ->
            at.fair("sends " + task.kind() + " again", (_, next) -> answers.again(next, task));
      }
    }
  }

  private String script(int call) {
    return scripts.call(call).script();
  }

  private void execute(At at, Task task) {
    World after = at.world.copy();
    LuaScripts.Result result = scripts.run(after.redis, task.call());
    var execution = new Execution(task.call(), after.redis, result.after());
    after.redis = result.after();
    replace(after.change(at.index), task, task.executed(result.answer()));
    at.sink.accept(new Move(() -> ran(task.call(), result), Cause.FAIR, List.of(execution), after));
  }

  private String ran(int call, LuaScripts.Result result) {
    ScriptCall of = scripts.call(call);
    return "Redis runs "
        + of.script()
        + of.arguments()
        + " -> "
        + scripts.answer(result.answer())
        + "\n      "
        + scripts.keyspace(result.after());
  }

  private void late(World world, Sink sink) {
    for (Integer call : new TreeSet<>(world.late)) {
      World after = world.copy();
      LuaScripts.Result result = scripts.run(after.redis, call);
      var execution = new Execution(call, after.redis, result.after());
      after.redis = result.after();
      after.executeLate(call);
      sink.accept(
          new Move(() -> "late: " + ran(call, result), Cause.CHANCE, List.of(execution), after));
    }
  }

  private void expiries(World world, Sink sink) {
    Keyspace redis = scripts.keyspace(world.redis);
    for (String key : redis.content().keySet()) {
      if (key.startsWith(ScriptCall.heartbeat(LIST, ""))) {
        expire(world, key, sink);
      }
    }
  }

  private void expire(World world, String key, Sink sink) {
    World after = world.copy();
    for (int i = 0; i < after.daemons.length; i++) {
      if (key.equals(ScriptCall.heartbeat(LIST, after.daemons[i].name()))) {
        if (after.daemons[i].alive) {
          return;
        }
        boolean executed = after.daemons[i].task(Kind.BEAT).filter(Moves::isExecuted).isPresent();
        if (executed || after.daemons[i].busy(Kind.GIVE_BACK_AFTER_LAPSE)) {
          after.change(i).stale = true;
        }
      }
    }
    Keyspace redis = scripts.keyspace(world.redis).copy();
    redis.remove(key);
    after.redis = scripts.number(redis);
    sink.accept(new Move(() -> key + " expires", Cause.FAIR, after));
  }

  private static boolean isExecuted(Task task) {
    return task.state() == State.EXECUTED;
  }

  private boolean may(World world, Fault fault) {
    return world.times(fault) < scenario.limits().getOrDefault(fault, 0);
  }

  private void faults(At at) {
    Daemon daemon = at.daemon();
    if (daemon.phase == Phase.DOWN || daemon.phase == Phase.GONE) {
      return;
    }
    if (may(at.world, Fault.CRASH)) {
      fault(at, Fault.CRASH, "dies", client::goDown);
    }
    if (may(at.world, Fault.HOST_GONE)) {
      fault(at, Fault.HOST_GONE, "dies with its host", client::goForGood);
    }
    if (may(at.world, Fault.LAPSE) && daemon.alive) {
      fault(
          at,
          Fault.LAPSE,
          "loses its lease",
          (_, next) -> {
            next.endLease();
            next.lapsed = true;
          });
    }
    if (may(at.world, Fault.DRAIN) && daemon.phase == Phase.UP) {
      fault(at, Fault.DRAIN, "gets SIGTERM", (_, next) -> next.phase = Phase.QUIET);
    }
    if (may(at.world, Fault.LOST)) {
      for (Task task : daemon.tasks) {
        if (task.state() != State.WAITING) {
          String how = isExecuted(task) ? ", which was executed" : ", which may come late";
          fault(
              at,
              Fault.LOST,
              "takes " + script(task.call()) + " for lost" + how,
              (world, next) -> answers.giveUp(world, next, task));
        }
      }
    }
  }

  private static void fault(At at, Fault fault, String what, BiConsumer<World, Daemon> change) {
    at.step(
        Cause.FAULT,
        what,
        (world, daemon) -> {
          world.count(fault);
          change.accept(world, daemon);
        });
  }

  private void forget(World world, Sink sink) {
    if (!may(world, Fault.FORGET)) {
      return;
    }
    World after = world.copy();
    after.count(Fault.FORGET);
    deliver(after, scripts.keyspace(world.redis));
    after.redis = scripts.number(new Keyspace());
    sink.accept(new Move(() -> "Redis forgets everything", Cause.FAULT, after));
  }

  private static void deliver(World after, Keyspace redis) {
    after.delivered = new TreeSet<>(after.delivered);
    if (redis.type(EGRESS).equals("list")) {
      after.delivered.addAll(redis.list(EGRESS));
    }
    after.delivered.addAll(redis.list(Scenario.DEAD));
  }

  private void refuse(World world, Sink sink) {
    Keyspace redis = scripts.keyspace(world.redis);
    if (!may(world, Fault.REFUSE) || redis.type(EGRESS).equals("string")) {
      return;
    }
    World after = world.copy();
    after.count(Fault.REFUSE);
    deliver(after, redis);
    Keyspace changed = redis.copy();
    changed.put(EGRESS, "no list");
    after.redis = scripts.number(changed);
    sink.accept(new Move(() -> "the egress list becomes a string", Cause.FAULT, after));
  }

  /** Whether all is done and nothing is under way. */
  boolean isEnd(World world) {
    Keyspace redis = scripts.keyspace(world.redis);
    if (world.pushed < scenario.pushes().size() || redis.has(LIST) || redis.has(INFLIGHT)) {
      return false;
    }
    for (Daemon daemon : world.daemons) {
      if (!daemon.runs.isEmpty() || !daemon.waiting.isEmpty() || !daemon.tasks.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  Map<String, String> inflight(World world) {
    return scripts.keyspace(world.redis).hash(INFLIGHT);
  }
}
