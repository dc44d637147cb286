package dev.vcond.queue.model;

import static dev.vcond.queue.model.Scenario.DEAD;
import static dev.vcond.queue.model.Scenario.EGRESS;
import static dev.vcond.queue.model.Scenario.LIST;

import dev.vcond.queue.Ack;
import dev.vcond.queue.ScriptCall;
import dev.vcond.queue.model.Task.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a daemon sends. Its rules can be broken on purpose. */
final class Client {
  private final LuaScripts scripts;
  private final Scenario scenario;
  private final Set<Rule> broken;

  Client(LuaScripts scripts, Scenario scenario, Collection<Rule> broken) {
    this.scripts = scripts;
    this.scenario = scenario;
    this.broken = Set.copyOf(broken);
  }

  boolean keeps(Rule rule) {
    return !broken.contains(rule);
  }

  void send(Daemon daemon, Kind kind, ScriptCall call, int first, List<Pending> about) {
    daemon.tasks.add(Task.of(kind, scripts.number(call), daemon, first, about));
  }

  void beat(Daemon daemon) {
    noticeLapse(daemon);
    daemon.stale = false;
    send(
        daemon,
        Kind.BEAT,
        ScriptCall.beat(List.of(LIST), daemon.name(), daemon.known ? 1 : 0),
        0,
        List.of());
  }

  void noticeLapse(Daemon daemon) {
    if (daemon.lapsed) {
      daemon.lapsed = false;
      daemon.givingBack = true;
    }
  }

  void claim(Daemon daemon) {
    int most = scenario.concurrency() - daemon.runs.size();
    var call = ScriptCall.claim(LIST, daemon.name(), most, daemon.next);
    send(daemon, Kind.CLAIM, call, daemon.next, List.of());
    daemon.next += most;
  }

  void begin(Daemon daemon, Run run, int forgotten) {
    daemon.holdings.put(run.number(), forgotten);
    daemon.runs.add(run);
    if (scenario.changes() && !run.changed()) {
      writeBack(daemon, run);
    }
  }

  void writeBack(Daemon daemon, Run run) {
    var call = ScriptCall.writeBack(claimed(daemon, run), run.text(), run.change().text());
    send(daemon, Kind.WRITE_BACK, call, 0, about(run));
  }

  void reenterRun(Daemon daemon, Run run) {
    var call = ScriptCall.reenter(claimed(daemon, run), daemon.name());
    send(daemon, Kind.REENTER_RUN, call, 0, about(run));
  }

  private static List<Pending> about(Run run) {
    return List.of(new Pending(run, false, false, false));
  }

  /** A run comes to its end: it stores, and asks for the acknowledgement, if it is still ours. */
  void end(Daemon daemon, Run run) {
    daemon.runs.remove(run);
    if (ours(daemon, run)) {
      add(daemon, new Pending(run, false, false, false));
    } else {
      daemon.holdings.remove(run.number());
    }
  }

  boolean ours(Daemon daemon, Run run) {
    return daemon.holds(run.epoch()) || (!keeps(Rule.LEASE_ENDS_CLAIMS) && daemon.up());
  }

  void discard(Daemon daemon, Run run) {
    daemon.runs.remove(run);
    daemon.holdings.remove(run.number());
  }

  void discardAll(World world, Daemon daemon) {
    List.copyOf(daemon.runs).forEach(run -> discard(daemon, run));
    for (Task task : List.copyOf(daemon.tasks)) {
      if (task.kind() == Kind.WRITE_BACK || task.kind() == Kind.REENTER_RUN) {
        daemon.tasks.remove(task);
        if (task.state() == Task.State.SENT) {
          world.nobodyWaitsFor(task.call());
        }
      }
    }
  }

  /** Sent at once if no ack is under way. */
  void add(Daemon daemon, Pending pending) {
    daemon.waiting.add(pending);
    if (!daemon.busy(Kind.ACK)) {
      sendAcks(daemon);
    }
  }

  void sendAcks(Daemon daemon) {
    if (daemon.waiting.isEmpty()) {
      return;
    }
    List<Ack> acks = daemon.waiting.stream().map(pending -> ack(daemon, pending)).toList();
    send(daemon, Kind.ACK, ScriptCall.ack(LIST, acks), 0, daemon.waiting);
    daemon.waiting = new ArrayList<>();
  }

  private static Ack ack(Daemon daemon, Pending pending) {
    Run run = pending.run();
    ScriptCall.Claim claim = claimed(daemon, run);
    return pending.dead()
        ? ScriptCall.ending(claim, DEAD, run.id(), Map.of("reason", "egress_refused"), List.of())
        : ScriptCall.ending(claim, EGRESS, run.id() + "@" + run.version(), Map.of(), List.of());
  }

  void reenter(Daemon daemon, Pending pending) {
    var call = ScriptCall.reenter(claimed(daemon, pending.run()), daemon.name());
    send(daemon, Kind.REENTER, call, 0, List.of(pending));
  }

  void giveBack(Daemon daemon, Run run) {
    send(daemon, Kind.GIVE_BACK, ScriptCall.giveBack(claimed(daemon, run)), 0, about(run));
  }

  void selfCheck(Daemon daemon) {
    var call = ScriptCall.held(LIST, daemon.name());
    send(daemon, Kind.SELF_CHECK, call, daemon.answeredBelow(), List.of());
  }

  void release(Daemon daemon, Kind kind, String whose, String why) {
    int below = kind == Kind.GIVE_BACK_AFTER_LAPSE ? daemon.next : 0;
    var call = ScriptCall.release(LIST, whose, why, below, daemon.name());
    send(daemon, kind, call, below, List.of());
  }

  void signOff(Daemon daemon) {
    daemon.phase = Daemon.Phase.SIGNING_OFF;
    if (keeps(Rule.LEASE_ENDS_BEFORE_SIGN_OFF)) {
      daemon.ended = true;
      daemon.endLease();
    }
    release(daemon, Kind.SIGN_OFF, daemon.name(), "drain");
  }

  /** The process is no more; what it sent may still arrive. */
  void goDown(World world, Daemon daemon) {
    for (Task task : daemon.tasks) {
      if (task.state() == Task.State.SENT) {
        world.nobodyWaitsFor(task.call());
      }
    }
    daemon.phase = Daemon.Phase.DOWN;
    daemon.alive = false;
    daemon.lapsed = false;
    daemon.givingBack = false;
    daemon.known = false;
    daemon.stale = false;
    daemon.ended = false;
    daemon.epoch = 0;
    daemon.next = 0;
    daemon.forgotten = 0;
    daemon.holdings = new TreeMap<>();
    daemon.suspects = new TreeSet<>();
    daemon.runs = new ArrayList<>();
    daemon.waiting = new ArrayList<>();
    daemon.tasks = new ArrayList<>();
  }

  void goForGood(World world, Daemon daemon) {
    goDown(world, daemon);
    daemon.phase = Daemon.Phase.GONE;
  }

  static ScriptCall.Claim claimed(Daemon daemon, Run run) {
    return new ScriptCall.Claim(LIST, run.id(), daemon.claim(run.number()));
  }
}
