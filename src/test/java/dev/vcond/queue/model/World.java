package dev.vcond.queue.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Everything at one moment: Redis, the daemons, and what is late on its way. */
final class World {
  /** The keyspace's number. */
  int redis;

  final Daemon[] daemons;

  /** Calls that nobody waits for any more and that may still be executed, in order. */
  List<Integer> late = new ArrayList<>();

  int pushed;
  private Map<Fault, Integer> faults;

  /** What was on the egress list, and on the one of dead letters, when Redis lost them. */
  TreeSet<String> delivered = new TreeSet<>();

  World(int redis, List<Daemon> daemons) {
    this(redis, daemons.toArray(Daemon[]::new), Map.of());
  }

  private World(int redis, Daemon[] daemons, Map<Fault, Integer> faults) {
    this.redis = redis;
    this.daemons = daemons;
    this.faults = faults;
  }

  World copy() {
    var copy = new World(redis, daemons.clone(), faults);
    copy.late = late;
    copy.pushed = pushed;
    copy.delivered = delivered;
    return copy;
  }

  /** One daemon, to change it in this world only. */
  Daemon change(int index) {
    daemons[index] = daemons[index].copy();
    return daemons[index];
  }

  void nobodyWaitsFor(int call) {
    late = new ArrayList<>(late);
    late.add(call);
    late.sort(null);
  }

  void executeLate(Integer call) {
    late = new ArrayList<>(late);
    late.remove(/* element */ call);
  }

  void count(Fault fault) {
    var counted = new EnumMap<Fault, Integer>(Fault.class);
    counted.putAll(faults);
    counted.merge(fault, 1, Integer::sum);
    faults = counted;
  }

  int times(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }

  boolean happened(Fault fault) {
    return times(fault) > 0;
  }

  /** How many there were; slow calls are none. */
  int faults() {
    return faults.values().stream().mapToInt(Integer::intValue).sum() - times(Fault.SLOW);
  }

  Fingerprint print() {
    var print = new Fingerprint().add(redis).add(pushed);
    for (Daemon daemon : daemons) {
      daemon.print(print);
    }
    print.add(late.size());
    late.forEach(print::add);
    faults.forEach((fault, times) -> print.add(fault).add(times));
    delivered.forEach(print::add);
    return print;
  }
}
