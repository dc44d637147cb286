package dev.vcond.link.exec;

import dev.vcond.answer.Answer;
import dev.vcond.answer.AnswerReader;
import dev.vcond.answer.WorkFailed;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.process.UnusableProgram;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that stay. Each has one vCon at a time; who finds all busy waits. One that has answered
 * well is kept; any other way to end a call ends its process, and the next call starts another.
 */
final class Pool implements Runner {
  private static final Logger LOG = LoggerFactory.getLogger(ExecLink.class);

  /** To end of their own accord when their input is closed, and then again when they are asked. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private final Setting setting;
  private final Semaphore places;
  private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  Pool(Setting setting) {
    this.setting = setting;
    this.places = new Semaphore(setting.options().most(), true);
  }

  @Override
  public LinkResult run(Vcon vcon, LinkContext context) throws Exception {
    var request = new Request(numbers.incrementAndGet(), vcon, context, setting.json());
    return ask(request).of(vcon, setting.revisions());
  }

  private Answer ask(Request request) throws Exception {
    places.acquire();
    try {
      Worker worker = ready();
      boolean well = false;
      try {
        Answer answer = answer(worker, request);
        well = true;
        return answer;
      } finally {
        giveBack(worker, well);
      }
    } finally {
      places.release();
    }
  }

  private Answer answer(Worker worker, Request request) throws Exception {
    var exchange = new Exchange(request, setting.options().mostOutput(request.vcon().size()));
    Answer answer = AnswerReader.read(worker.ask(exchange), setting.name());
    Long number = answer.id();
    if (number == null || number != request.number()) {
      throw new WorkFailed(
          "%s answered %s instead of request %d; an answer repeats the `id` of its request"
              .formatted(
                  setting.name(),
                  number == null ? "without an id" : "request " + number,
                  request.number()));
    }
    return answer;
  }

  private void giveBack(Worker worker, boolean well) {
    if (!well || closed) {
      worker.retire(() -> all.remove(worker));
      return;
    }
    idle.push(worker);
    if (closed && idle.remove(worker)) {
      worker.kill();
    }
  }

  /** One that waits, or else a new one. */
  private Worker ready() throws Exception {
    for (@Nullable Worker waits = idle.poll(); waits != null; waits = idle.poll()) {
      Worker worker = waits;
      if (worker.usable()) {
        return worker;
      }
      LOG.warn("{}; another one is started.", worker.end("without a vCon in work"));
      worker.retire(() -> all.remove(worker));
    }
    return started();
  }

  private Worker started() throws Exception {
    if (closed) {
      throw new IOException(setting.name() + " was closed");
    }
    try {
      Worker worker = Worker.start(setting);
      all.add(worker);
      return worker;
    } catch (UnusableProgram e) {
      throw new WorkFailed(e.why(), e);
    } catch (IOException e) {
      throw Verdict.temporary(setting.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    idle.clear();
    try {
      all.forEach(Worker::hangUp);
      if (!awaitEnd()) {
        all.forEach(Worker::terminate);
        awaitEnd();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // Also those that have ended: they may have left something behind.
    all.forEach(Worker::kill);
    all.clear();
  }

  private boolean awaitEnd() throws InterruptedException {
    long until = System.nanoTime() + LAST.toNanos();
    boolean ended = true;
    for (Worker worker : all) {
      ended &= worker.awaitEnd(Duration.ofNanos(until - System.nanoTime()).toMillis());
    }
    return ended;
  }
}
