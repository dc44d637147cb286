package dev.vcond.queue.model;

import dev.vcond.queue.model.Task.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one daemon knows. The names are those of the classes that are modelled: {@code Lease},
 * {@code Heart}, {@code Holdings}, {@code Acks}.
 */
final class Daemon {
  /** Its life. */
  enum Phase {
    TAKING_OVER,
    UP,
    QUIET,
    SIGNING_OFF,
    DOWN,
    /** Its host is gone as well. */
    GONE
  }

  final String host;
  int incarnation = 1;
  Phase phase = Phase.UP;

  boolean alive;
  int epoch;
  boolean lapsed;
  boolean ended;
  int forgotten;

  boolean givingBack;
  boolean known;

  /** The heartbeat that is being answered has expired by now. */
  boolean stale;

  int next = 1;

  /** What Redis had forgotten when a claim was sent to it, by the claim's number. */
  TreeMap<Integer, Integer> holdings = new TreeMap<>();

  TreeSet<Integer> suspects = new TreeSet<>();
  List<Run> runs = new ArrayList<>();

  /** The lane of acks. */
  List<Pending> waiting = new ArrayList<>();

  List<Task> tasks = new ArrayList<>();

  Daemon(String host) {
    this.host = host;
  }

  /** The instance id. */
  String name() {
    return host + incarnation;
  }

  String claim(int number) {
    return name() + ":" + number;
  }

  boolean holds(int inEpoch) {
    return alive && epoch == inEpoch;
  }

  boolean up() {
    return phase == Phase.UP || phase == Phase.QUIET;
  }

  boolean busy(Kind kind) {
    return task(kind).isPresent();
  }

  Optional<Task> task(Kind kind) {
    return tasks.stream().filter(task -> task.kind() == kind).findFirst();
  }

  boolean upkeepBusy() {
    return busy(Kind.SELF_CHECK) || busy(Kind.RESCUE);
  }

  boolean heartBusy() {
    return busy(Kind.BEAT) || busy(Kind.GIVE_BACK_AFTER_LAPSE);
  }

  /** Whether a call is made for this run. */
  boolean calls(Run run) {
    return tasks.stream()
        .filter(task -> task.kind() == Kind.WRITE_BACK || task.kind() == Kind.REENTER_RUN)
        .anyMatch(task -> task.runs().getFirst().run().number() == run.number());
  }

  /** The number below which no claim is under way. */
  int answeredBelow() {
    return task(Kind.CLAIM).map(Task::first).orElse(next);
  }

  void endLease() {
    alive = false;
    epoch++;
  }

  /** The same host's next process. */
  Daemon successor() {
    var successor = new Daemon(host);
    successor.incarnation = incarnation + 1;
    return successor;
  }

  Daemon copy() {
    var copy = new Daemon(host);
    copy.incarnation = incarnation;
    copy.phase = phase;
    copy.alive = alive;
    copy.epoch = epoch;
    copy.lapsed = lapsed;
    copy.ended = ended;
    copy.forgotten = forgotten;
    copy.givingBack = givingBack;
    copy.known = known;
    copy.stale = stale;
    copy.next = next;
    copy.holdings = new TreeMap<>(holdings);
    copy.suspects = new TreeSet<>(suspects);
    copy.runs = new ArrayList<>(runs);
    copy.waiting = new ArrayList<>(waiting);
    copy.tasks = new ArrayList<>(tasks);
    return copy;
  }

  void print(Fingerprint print) {
    print.add(incarnation).add(phase).add(alive).add(epoch).add(lapsed).add(ended);
    print.add(forgotten).add(givingBack).add(known).add(stale).add(next);
    print.add(holdings.size());
    holdings.forEach((number, since) -> print.add(number).add(since));
    print.add(suspects.size());
    suspects.forEach(print::add);
    print.add(runs.size());
    runs.forEach(run -> run.print(print));
    print.add(waiting.size());
    waiting.forEach(pending -> pending.print(print));
    print.add(tasks.size());
    tasks.forEach(task -> task.print(print));
  }
}
