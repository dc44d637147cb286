package dev.vcond.link.exec;

import dev.vcond.answer.WorkFailed;
import dev.vcond.config.ByteSize;
import dev.vcond.process.Excerpt;
import dev.vcond.process.ProcessGroup;
import dev.vcond.process.Remarks;
import dev.vcond.process.UnusableProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A process that stays, with the three threads that its pipes need: platform threads, because they
 * block, and for as long as it lives, because starting them for each vCon would be most of the
 * work. Serves one request at a time.
 */
final class Worker {
  private static final int BUFFER = 1 << 16;
  private static final long LAST_WORDS_MILLIS = 500;
  private static final long LOOK_MILLIS = 200;
  private static final int SILENT_LOOKS = 3;
  private static final long SILENT_MILLIS = 20;

  private final Setting setting;
  private final Process process;
  private final ProcessGroup group;
  private final Excerpt said = new Excerpt();
  private final LastCall lastCall = new LastCall();
  private final BlockingQueue<Exchange> asked = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Exchange> current = new AtomicReference<>();
  private final Thread errors;
  private final Thread writer;
  private volatile boolean outOfStep;
  private volatile boolean silent;
  private volatile boolean stray;

  private Worker(Setting setting, ProcessGroup group) {
    this.setting = setting;
    this.process = group.process();
    this.group = group;
    this.errors = thread("errors", this::hear);
    this.writer = thread("input", this::write);
  }

  /**
   * Starts one.
   *
   * @throws UnusableProgram if that cannot be
   */
  static Worker start(Setting setting) throws UnusableProgram, IOException {
    var builder = new ProcessBuilder(setting.command().resolved());
    Path folder = setting.command().folder();
    builder.directory(folder == null ? null : folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(setting.surroundings().with(setting.facts()));
    builder.redirectInput(Redirect.PIPE);
    Worker worker = new Worker(setting, ProcessGroup.start(builder));
    worker.errors.start();
    worker.writer.start();
    worker.thread("output", worker::read).start();
    return worker;
  }

  private Thread thread(String what, Runnable work) {
    return Thread.ofPlatform().daemon().name("vcond-exec-" + what).unstarted(work);
  }

  /** Whether it can be asked. */
  boolean usable() {
    return process.isAlive() && !outOfStep;
  }

  /**
   * Asks it and waits for the line that it answers.
   *
   * @throws InterruptedException the time is over
   */
  byte[] ask(Exchange exchange) throws Exception {
    lastCall.begins(exchange.request());
    current.set(exchange);
    asked.add(exchange);
    try {
      return await(exchange);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      lastCall.ends();
      current.compareAndSet(exchange, null);
    }
  }

  /**
   * The reader tells when the output ends; but it cannot see that if something inherited the pipe,
   * and has nobody to tell if it was over before.
   */
  private byte[] await(Exchange exchange) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return exchange.answer().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (silent || !process.isAlive()) {
          gone(exchange);
        }
      }
    }
  }

  private void write() {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream input = process.getOutputStream()) {
      while (true) {
        Exchange exchange = asked.take();
        InputStream line = exchange.request().line();
        for (int length = line.read(buffer); length >= 0; length = line.read(buffer)) {
          input.write(buffer, 0, length);
        }
        input.flush();
      }
    } catch (IOException _) {
      // It takes no more; it may still answer what it has read.
      outOfStep = true;
    } catch (InterruptedException _) {
      // Its input is closed: it is to end.
    }
  }

  private void hear() {
    byte[] buffer = new byte[BUFFER];
    Remarks remarks = setting.errors().remarks(lastCall::facts);
    try (InputStream error = process.getErrorStream()) {
      for (int length = error.read(buffer); length >= 0; length = error.read(buffer)) {
        synchronized (said) {
          said.add(buffer, length);
        }
        remarks.add(buffer, length);
        if (remarks.waits() && isSilent(error)) {
          remarks.pause();
        }
      }
    } catch (IOException | InterruptedException _) {
      // It was closed under our hands: the process has ended.
    }
    remarks.end();
    setting.errors().settle();
  }

  /** Whether nothing comes for a moment. */
  private boolean isSilent(InputStream error) throws IOException, InterruptedException {
    for (int i = 0; i < SILENT_LOOKS && error.available() == 0; i++) {
      if (process.waitFor(SILENT_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return error.available() == 0;
  }

  private void read() {
    byte[] buffer = new byte[BUFFER];
    try (InputStream output = process.getInputStream()) {
      for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
        // One that is to end may go on writing: a closed pipe would kill it in the middle.
        if (!outOfStep) {
          take(buffer, length);
        }
      }
    } catch (IOException _) {
      // It was closed under our hands: the process has ended.
    }
    silent = true;
    outOfStep = true;
    Exchange exchange = current.get();
    if (exchange != null) {
      gone(exchange);
    }
  }

  private void take(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        take(bytes, from, i);
        end();
        from = i + 1;
      }
    }
    take(bytes, from, length);
  }

  private void take(byte[] bytes, int from, int to) {
    Exchange exchange = current.get();
    if (exchange == null) {
      if (!isBlank(bytes, from, to)) {
        stray = true;
        outOfStep = true;
      }
    } else if (!exchange.add(bytes, from, to)) {
      outOfStep = true;
      exchange
          .answer()
          .completeExceptionally(
              new WorkFailed(
                  "%s wrote a line of more than %s and was killed; see `max_output`"
                      .formatted(setting.name(), new ByteSize(exchange.most()))));
    }
  }

  private void end() {
    Exchange exchange = current.get();
    if (exchange != null && exchange.line().size() > 0) {
      current.compareAndSet(exchange, null);
      exchange.complete();
    }
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\r' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** It ends, or has closed its output, and there will be no answer. */
  private void gone(Exchange exchange) {
    exchange.answer().completeExceptionally(Verdict.temporary(end("with a vCon in work"), null));
  }

  /** How it ended and the last that it said. */
  String end(String when) {
    if (stray) {
      return setting.name() + " wrote what nobody asked for";
    }
    try {
      boolean ended = process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      errors.join(Duration.ofMillis(LAST_WORDS_MILLIS));
      String how =
          ended ? Verdict.ended(process.exitValue()) : "closed its standard output and stays";
      String last;
      synchronized (said) {
        last = setting.withoutSecrets(said.lastLine());
      }
      return "%s %s %s%s".formatted(setting.name(), how, when, last.isEmpty() ? "" : ": " + last);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return setting.name() + " is gone " + when;
    }
  }

  /** Closes its standard input, which tells it that there is no more work. */
  void hangUp() {
    writer.interrupt();
  }

  /** Waits for its end; true if it has come. */
  boolean awaitEnd(long millis) throws InterruptedException {
    return process.waitFor(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  /** Asks it to end, and kills it later. */
  void retire(Runnable ended) {
    outOfStep = true;
    hangUp();
    group.end(Setting.GRACE, ended);
  }

  void terminate() {
    group.terminate();
  }

  /** Kills it with all it has started. */
  void kill() {
    outOfStep = true;
    hangUp();
    group.kill();
  }
}
