package dev.vcond.storage.exec;

import dev.vcond.event.LogFields;
import dev.vcond.process.Call;
import dev.vcond.process.Command;
import dev.vcond.process.Ending;
import dev.vcond.process.ErrorLog;
import dev.vcond.process.Farewell;
import dev.vcond.process.ProcessGroup;
import dev.vcond.process.Program;
import dev.vcond.process.ProgramClosed;
import dev.vcond.process.Surroundings;
import dev.vcond.process.UnusableProgram;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.TransientFault;
import dev.vcond.time.Seldom;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a program store, give and delete vCons. The package tells how. Thread-safe. */
public final class ExecStorage implements Storage, Readable, Deletable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecStorage.class);

  private final ExecOptions options;
  private final StorageSetup setup;
  private final Surroundings surroundings;
  private final Command command;
  private final Program program;

  /** Its last line is the reason of each failure; all that it said is told once a minute. */
  private final Seldom tell = new Seldom();

  /**
   * @param own the environment of the daemon
   */
  ExecStorage(ExecOptions options, StorageSetup setup, Map<String, String> own) {
    this.options = options;
    this.setup = setup;
    this.surroundings = new Surroundings(own, options.env());
    this.command = new Command(options.command(), options.workingDir(), surroundings.path());
    this.program = new Program(command, surroundings, Farewell.ABRUPT, ErrorLog.silent());
  }

  /** The registration of {@code storage.exec}. */
  public static StorageType<ExecOptions> type() {
    return new StorageType<>(
        "storage.exec",
        "Has a program of any kind store, give and delete each vCon.",
        ExecGuide.SETUP,
        ExecGuide.EXAMPLE,
        ExecOptions.class,
        ExecStorage.class,
        (options, setup) -> open(options, setup, System.getenv()));
  }

  /** Opens a storage that can do what the options say. */
  static Storage open(ExecOptions options, StorageSetup setup, Map<String, String> own) {
    if (!ProcessGroup.possible()) {
      LOG.warn(
          "There is no setsid (of util-linux) here: what the program of storage {} has started may"
              + " outlive its time-out.",
          setup.name());
    }
    return FewerVerbs.of(new ExecStorage(options, setup, own), options.verbs());
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    var facts = Facts.of(vcon, setup.name(), setup.clock().instant());
    Ending ending = run(call(Verb.SAVE, vcon.id(), facts).reading(vcon.newStream()));
    if (ending.code() != Verdict.DONE) {
      throw fault(Verb.SAVE, ending);
    }
    tell(Verb.SAVE, ending);
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    Ending ending = ask(Verb.GET, id, options.maxOutput().bytes());
    if (ending.code() == Verdict.NOT_THERE) {
      return Optional.empty();
    }
    byte[] document = ending.output().take();
    if (!Shape.isObject(document)) {
      throw new ServiceFault(
          "%s get ended with exit code 0, but standard output is no JSON object (%d bytes)."
                  .formatted(command.shown(), document.length)
              + " Without a document it has to end with 3.");
    }
    return Optional.of(document);
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    return ask(Verb.DELETE, id, 0).code() == Verdict.DONE;
  }

  /** The ending of a call that was answered, with yes or with not there. */
  private Ending ask(Verb verb, VconId id, long mostOutput) throws Exception {
    Ending ending = run(call(verb, id, Facts.of(id, setup.name())).writing(mostOutput));
    if (ending.code() != Verdict.DONE && ending.code() != Verdict.NOT_THERE) {
      throw fault(verb, ending);
    }
    tell(verb, ending);
    return ending;
  }

  private static Call call(Verb verb, VconId id, Map<String, String> facts) {
    return Call.of(List.of(verb.word(), id.canonical()), facts);
  }

  private Ending run(Call call) throws Exception {
    try {
      return program.run(call);
    } catch (UnusableProgram e) {
      throw new ServiceFault(e.why(), e);
    } catch (ProgramClosed e) {
      throw new TransientFault("the storage is closed", null, e);
    }
  }

  private Exception fault(Verb verb, Ending ending) {
    String reason = surroundings.withoutSecrets(ending.errors().lastLine());
    String all = surroundings.withoutSecrets(ending.errors().text());
    if (all.lines().count() > 1) {
      (tell.now() ? LOG.atWarn() : LOG.atDebug())
          .addKeyValue(LogFields.STORAGE, setup.name())
          .log("{} {} failed and said: {}", command.shown(), verb.word(), all);
    }
    return Verdict.on(verb, ending.code(), command.shown(), reason);
  }

  private void tell(Verb verb, Ending ending) {
    if (LOG.isDebugEnabled() && !ending.errors().lastLine().isEmpty()) {
      LOG.atDebug()
          .addKeyValue(LogFields.STORAGE, setup.name())
          .log(
              "{} {} said: {}",
              command.shown(),
              verb.word(),
              surroundings.withoutSecrets(ending.errors().text()));
    }
  }

  /** Asks for a document that cannot be there; writing one would leave it with the program. */
  @Override
  public void check() throws Exception {
    try {
      program.find();
    } catch (UnusableProgram e) {
      throw new ServiceFault(e.why(), e);
    }
    if (!options.verbs().contains(Verb.GET)) {
      return;
    }
    VconId nobody = VconId.parse(UUID.randomUUID().toString()).orElseThrow();
    if (get(nobody).isPresent()) {
      throw new ServiceFault(
          command.shown()
              + " get gives a document for an id that nobody stored. It has to end with 3.");
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
