package dev.vcond.queue.model;

import java.util.List;

/**
 * A call that a daemon waits for.
 *
 * @param call its number
 * @param answer the answer's number, once executed
 * @param epoch of the lease when it began
 * @param first a claim number: the first of a claim, or below which every call was answered
 * @param forgotten what Redis had forgotten when it was sent
 * @param runs what it is about: ended runs, or the one run that waits
 */
record Task(
    Kind kind,
    int call,
    State state,
    int answer,
    int epoch,
    int first,
    int forgotten,
    List<Pending> runs) {

  /** What for. */
  enum Kind {
    BEAT,
    GIVE_BACK_AFTER_LAPSE,
    CLAIM,
    ACK,
    REENTER,
    WRITE_BACK,
    REENTER_RUN,
    GIVE_BACK,
    SELF_CHECK,
    RESCUE,
    TAKE_OVER,
    SIGN_OFF
  }

  /** How far it is. */
  enum State {
    /** Sent in this step; what becomes of it is part of the step. */
    FRESH,
    /** On its way, and slow: much may happen meanwhile. */
    SENT,
    EXECUTED,
    /** Given up, to be sent again. */
    WAITING
  }

  static Task of(Kind kind, int call, Daemon daemon, int first, List<Pending> runs) {
    return new Task(
        kind, call, State.FRESH, -1, daemon.epoch, first, daemon.forgotten, List.copyOf(runs));
  }

  Task executed(int with) {
    return new Task(kind, call, State.EXECUTED, with, epoch, first, forgotten, runs);
  }

  Task waiting() {
    return new Task(kind, call, State.WAITING, -1, epoch, first, forgotten, runs);
  }

  Task sentAgain(int nowForgotten) {
    return new Task(kind, call, State.FRESH, -1, epoch, first, nowForgotten, runs);
  }

  Task slow() {
    return new Task(kind, call, State.SENT, -1, epoch, first, forgotten, runs);
  }

  void print(Fingerprint print) {
    print.add(kind).add(call).add(state).add(answer).add(epoch).add(first).add(forgotten);
    print.add(runs.size());
    runs.forEach(run -> run.print(print));
  }
}
