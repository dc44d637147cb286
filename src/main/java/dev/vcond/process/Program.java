package dev.vcond.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs a program, once per call. Thread-safe. */
public final class Program implements AutoCloseable {
  private static final Redirect NOTHING = Redirect.from(Path.of("/dev/null").toFile());

  private final Command command;
  private final Surroundings surroundings;
  private final Farewell farewell;
  private final ErrorLog errors;
  private final Set<ProcessGroup> running = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper();
  private volatile boolean closed;

  /**
   * @param errors gets what it says while it runs
   */
  public Program(Command command, Surroundings surroundings, Farewell farewell, ErrorLog errors) {
    this.command = command;
    this.surroundings = surroundings;
    this.farewell = farewell;
    this.errors = errors;
  }

  /**
   * Whether it could be run.
   *
   * @throws UnusableProgram if not, and why
   */
  public void find() throws UnusableProgram {
    var _ = command.resolved();
  }

  /**
   * Runs it to its end.
   *
   * @throws UnusableProgram it cannot be started
   * @throws ProgramClosed it was closed before or meanwhile
   * @throws IOException it wrote too much and was killed, or the system cannot start it
   * @throws InterruptedException the time is over; it was killed with all it started
   */
  public Ending run(Call call) throws UnusableProgram, IOException, InterruptedException {
    ProcessGroup group = start(call);
    var watch = new Watch(group.process(), call, errors);
    boolean over = false;
    running.add(group);
    try {
      refuseIfClosed();
      Feed feed =
          call.input() == null
              ? Feed.nothing()
              : Feed.start(call.input(), group.process().getOutputStream());
      Ending ending = watch.await();
      feed.join();
      over = true;
      refuseIfClosed();
      return ending;
    } finally {
      if (over) {
        leave(group, watch);
      } else {
        stop(group, watch);
      }
    }
  }

  private void leave(ProcessGroup group, Watch watch) {
    if (farewell.sweeps()) {
      group.sweep();
      sweeper.sweep(group.mark());
    }
    watch.close();
    running.remove(group);
  }

  private void stop(ProcessGroup group, Watch watch) {
    if (closed || farewell.grace().isZero()) {
      kill(group, watch);
      return;
    }
    group.terminate();
    Thread.ofPlatform()
        .daemon()
        .name("vcond-exec-end")
        .start(() -> {
          watch.drain(farewell.grace());
          kill(group, watch);
        });
  }

  private void kill(ProcessGroup group, Watch watch) {
    group.kill();
    watch.close();
    running.remove(group);
  }

  private ProcessGroup start(Call call) throws UnusableProgram, IOException {
    refuseIfClosed();
    List<String> words = new ArrayList<>(command.resolved());
    words.addAll(call.arguments());
    var builder = new ProcessBuilder(words);
    Path folder = command.folder();
    builder.directory(folder == null ? null : folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(surroundings.with(call.facts()));
    builder.redirectInput(call.input() == null ? NOTHING : Redirect.PIPE);
    builder.redirectOutput(call.mostOutput() == 0 ? Redirect.DISCARD : Redirect.PIPE);
    return ProcessGroup.start(builder);
  }

  private void refuseIfClosed() throws ProgramClosed {
    if (closed) {
      throw new ProgramClosed(command.shown());
    }
  }

  @Override
  public void close() {
    closed = true;
    ProcessGroup.killAll(running);
    sweeper.close();
  }
}
