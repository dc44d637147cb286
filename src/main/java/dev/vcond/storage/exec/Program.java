package dev.vcond.storage.exec;

import dev.vcond.config.ByteSize;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs the program, once per call. Thread-safe. */
final class Program implements AutoCloseable {
  private static final Redirect NOTHING = Redirect.from(Path.of("/dev/null").toFile());

  private final Command command;
  private final Surroundings surroundings;
  private final ByteSize maxOutput;
  private final Set<ProcessGroup> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Program(Command command, Surroundings surroundings, ByteSize maxOutput) {
    this.command = command;
    this.surroundings = surroundings;
    this.maxOutput = maxOutput;
  }

  /**
   * Whether it could be run.
   *
   * @throws ServiceFault if not, and why
   */
  void find() throws ServiceFault {
    var _ = command.resolved();
  }

  /**
   * Runs it to its end.
   *
   * @param document for its standard input; null for none
   * @throws InterruptedException the time is over; it was killed with all it started
   */
  Ending run(Verb verb, VconId id, Map<String, String> facts, @Nullable Vcon document)
      throws Exception {
    Process process = start(verb, id, facts);
    var group = new ProcessGroup(process, ProcessGroup.possible());
    boolean over = false;
    running.add(group);
    try {
      refuseIfClosed();
      Feed feed =
          document == null ? Feed.nothing() : Feed.start(document, process.getOutputStream());
      Ending ending = new Watch(process, new Output(maxOutput)).await();
      feed.join();
      over = true;
      refuseIfClosed();
      return ending;
    } finally {
      if (!over) {
        group.kill();
      }
      running.remove(group);
    }
  }

  private Process start(Verb verb, VconId id, Map<String, String> facts)
      throws IOException, ServiceFault, TransientFault {
    refuseIfClosed();
    List<String> words = new ArrayList<>(command.resolved());
    words.add(verb.word());
    words.add(id.canonical());
    var builder = new ProcessBuilder(ProcessGroup.around(words));
    Path folder = command.folder();
    builder.directory(folder == null ? null : folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(surroundings.with(facts));
    builder.redirectInput(verb == Verb.SAVE ? Redirect.PIPE : NOTHING);
    builder.redirectOutput(verb == Verb.GET ? Redirect.PIPE : Redirect.DISCARD);
    return builder.start();
  }

  private void refuseIfClosed() throws TransientFault {
    if (closed) {
      throw new TransientFault("the storage is closed", null, null);
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(ProcessGroup::kill);
  }
}
