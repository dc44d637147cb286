package dev.vcond.queue.model;

import dev.vcond.queue.ScriptCall;
import dev.vcond.queue.model.Task.Kind;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a daemon does with an answer, and with none. */
final class Answers {
  private final LuaScripts scripts;
  private final Client client;

  Answers(LuaScripts scripts, Client client) {
    this.scripts = scripts;
    this.client = client;
  }

  void deliver(World world, Daemon daemon, Task task) {
    daemon.tasks.remove(task);
    Object answer = scripts.answer(task.answer());
    if (answer instanceof LuaScripts.Refusal refusal) {
      throw new IllegalStateException(scripts.call(task.call()) + ": " + refusal);
    }
    switch (task.kind()) {
      case BEAT -> beaten(world, daemon, (List<?>) answer);
      case GIVE_BACK_AFTER_LAPSE -> gaveBack(daemon);
      case CLAIM -> claimed(world, daemon, task, answer);
      case ACK -> acknowledged(daemon, task, (List<?>) answer);
      case REENTER -> enteredAgain(daemon, task, (Long) answer);
      case WRITE_BACK -> wroteBack(daemon, task.runs().getFirst().run(), (String) answer);
      case REENTER_RUN -> reentered(daemon, task, (Long) answer);
      case GIVE_BACK -> daemon.holdings.remove(task.runs().getFirst().run().number());
      case SELF_CHECK -> compare(daemon, task, (List<?>) answer);
      case RESCUE, TAKE_OVER -> {}
      case SIGN_OFF -> client.goDown(world, daemon);
    }
  }

  private void beaten(World world, Daemon daemon, List<?> unknown) {
    boolean forgotten = !unknown.isEmpty() && daemon.known;
    daemon.known = !forgotten;
    if (forgotten && daemon.alive) {
      daemon.forgotten++;
    }
    client.noticeLapse(daemon);
    if (forgotten) {
      client.beat(daemon);
    } else if (!daemon.givingBack) {
      renew(daemon);
    } else {
      client.discardAll(world, daemon);
      client.release(daemon, Kind.GIVE_BACK_AFTER_LAPSE, daemon.name(), "lapse");
    }
  }

  private void gaveBack(Daemon daemon) {
    daemon.holdings.clear();
    daemon.givingBack = false;
    renew(daemon);
  }

  private static void renew(Daemon daemon) {
    if (!daemon.ended && !daemon.lapsed && !daemon.stale) {
      daemon.alive = true;
    }
    daemon.stale = false;
  }

  private void claimed(World world, Daemon daemon, Task task, Object answer) {
    if (answer instanceof LuaScripts.Nil
        || !(daemon.holds(task.epoch()) || !client.keeps(Rule.LEASE_ENDS_CLAIMS))) {
      return;
    }
    Keyspace redis = scripts.keyspace(world.redis);
    for (Object entry : ((List<?>) answer).subList(1, ((List<?>) answer).size())) {
      var parts = (List<?>) entry;
      String id = (String) parts.getFirst();
      String text = redis.text(ScriptCall.document(id));
      int number = Math.toIntExact((Long) parts.get(1));
      client.begin(
          daemon, new Run(number, id, task.epoch(), text == null ? "0" : text), task.forgotten());
    }
  }

  private void acknowledged(Daemon daemon, Task task, List<?> answers) {
    for (int i = 0; i < answers.size(); i++) {
      settle(daemon, task.runs().get(i), ((String) answers.get(i)).split("\n", 2)[0]);
    }
    if (!daemon.busy(Kind.ACK)) {
      client.sendAcks(daemon);
    }
  }

  private void settle(Daemon daemon, Pending pending, String answer) {
    switch (answer) {
      case "done" -> daemon.holdings.remove(pending.run().number());
      case "refused" -> client.add(daemon, new Pending(pending.run(), true, false, false));
      case "gone", "forgot" -> gone(daemon, pending, answer.equals("forgot"));
      default -> notOurs(daemon, pending, false);
    }
  }

  private void gone(Daemon daemon, Pending pending, boolean forgot) {
    boolean counts =
        !client.keeps(Rule.FORGETTING_VOIDS_ATTEMPTS)
            || (!forgot && remembered(daemon, pending.run()));
    notOurs(daemon, pending.unanswered(pending.unanswered() && counts), true);
  }

  private void notOurs(Daemon daemon, Pending pending, boolean gone) {
    boolean unbroken = client.ours(daemon, pending.run());
    boolean heard = pending.unanswered() && client.keeps(Rule.UNANSWERED_ACK_WAS_HEARD);
    if (unbroken
        && !heard
        && gone
        && !pending.lost()
        && client.keeps(Rule.FORGOTTEN_IS_ENTERED_AGAIN)) {
      client.reenter(daemon, pending);
    } else {
      daemon.holdings.remove(pending.run().number());
    }
  }

  private void wroteBack(Daemon daemon, Run run, String answer) {
    switch (answer.split(" ", 2)[0]) {
      case "written" -> {
        daemon.runs.remove(run);
        daemon.runs.add(run.change());
      }
      case "changed" -> {
        daemon.runs.remove(run);
        client.giveBack(daemon, run);
      }
      case "gone" -> {
        if (client.ours(daemon, run)) {
          client.reenterRun(daemon, run);
        } else {
          client.discard(daemon, run);
        }
      }
      default -> client.discard(daemon, run);
    }
  }

  private void reentered(Daemon daemon, Task task, long there) {
    Run run = task.runs().getFirst().run();
    if (there < 0) {
      daemon.tasks.add(writeBackAgain(daemon, task).waiting());
    } else if (there == 0) {
      client.discard(daemon, run);
    } else {
      daemon.holdings.put(run.number(), task.forgotten());
      client.writeBack(daemon, run);
    }
  }

  private void enteredAgain(Daemon daemon, Task task, long there) {
    if (there < 0) {
      daemon.tasks.add(task.waiting());
      return;
    }
    Pending pending = task.runs().getFirst();
    if (there == 1) {
      daemon.holdings.put(pending.run().number(), task.forgotten());
    }
    client.add(daemon, pending.lost(there == 0));
  }

  private static boolean remembered(Daemon daemon, Run run) {
    Integer since = daemon.holdings.get(run.number());
    return since == null || since == daemon.forgotten;
  }

  private void compare(Daemon daemon, Task task, List<?> held) {
    var seen = new TreeSet<Integer>();
    var unknown = new TreeMap<Integer, String>();
    for (int i = 0; i < held.size(); i += 2) {
      int number = Holders.number((String) held.get(i + 1));
      boolean answered =
          number < task.first() || !client.keeps(Rule.SELF_CHECK_SPARES_CALLS_UNDER_WAY);
      if (!daemon.holdings.containsKey(number) && answered) {
        unknown.put(number, (String) held.get(i));
      }
    }
    unknown
        .descendingMap()
        .forEach((number, id) -> {
          if (daemon.suspects.contains(number)) {
            client.giveBack(daemon, new Run(number, id, task.epoch(), ""));
          } else {
            seen.add(number);
          }
        });
    daemon.suspects = seen;
  }

  /** A daemon takes a call for lost. */
  void giveUp(World world, Daemon daemon, Task task) {
    daemon.tasks.remove(task);
    if (task.state() == Task.State.SENT) {
      world.nobodyWaitsFor(task.call());
    }
    switch (task.kind()) {
      case BEAT, GIVE_BACK_AFTER_LAPSE, CLAIM, SELF_CHECK, RESCUE, TAKE_OVER -> {}
      case SIGN_OFF -> client.goDown(world, daemon);
      case REENTER, GIVE_BACK, WRITE_BACK -> daemon.tasks.add(task.waiting());
      case REENTER_RUN -> daemon.tasks.add(writeBackAgain(daemon, task).waiting());
      case ACK -> {
        if (client.keeps(Rule.ACK_IS_REPEATED)) {
          daemon.waiting.addAll(
              0, task.runs().stream().map(pending -> pending.unanswered(true)).toList());
        }
      }
    }
  }

  private Task writeBackAgain(Daemon daemon, Task task) {
    Run run = task.runs().getFirst().run();
    var call = ScriptCall.writeBack(Client.claimed(daemon, run), run.text(), run.change().text());
    return Task.of(Kind.WRITE_BACK, scripts.number(call), daemon, 0, task.runs());
  }

  /** Sends a call again that was given up, if that still makes sense. */
  void again(Daemon daemon, Task task) {
    daemon.tasks.remove(task);
    Run run = task.runs().getFirst().run();
    if (task.kind() == Kind.REENTER || daemon.holds(run.epoch())) {
      daemon.tasks.add(task.sentAgain(daemon.forgotten));
    } else if (task.kind() == Kind.WRITE_BACK) {
      client.discard(daemon, run);
    }
  }
}
