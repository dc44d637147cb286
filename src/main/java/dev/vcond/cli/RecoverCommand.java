package dev.vcond.cli;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Owed;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives back what is in flight, when no vcond is to come that would do it. */
@Command(
    name = "recover",
    description = {
      "Gives ids that are in flight back to the head of their list, in the order they were"
          + " claimed.",
      "",
      "A vcond that starts does this by itself, and so do others that run. It is for going back to"
          + " vcon-server: stop every vcond, then recover --all. It may be run again at any time."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  vcond recover default", "  vcond recover --all"},
    mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "LIST", description = "Ingress lists, or DLQ:storage:NAME.")
  private List<String> named = List.of();

  @Option(
      names = "--all",
      description = "Every list of the configuration, and every one that any vcond ever used.")
  private boolean all;

  @Option(
      names = "--owed",
      description =
          "Makes dead letters of the writes that are owed to storages (DLQ:storage:NAME), for tools"
              + " that know nothing of them; each goes to the list that it came from.")
  private boolean owed;

  @Option(
      names = "--force",
      description = "Although instances are alive: what they run now will run a second time.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (named.isEmpty() != (all || owed)) {
      throw new ParameterException(
          spec.commandLine(),
          named.isEmpty()
              ? "name lists, or use --all for every one"
              : "name lists, or use --all or --owed, not both");
    }
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      var recovery = new Recovery(redis, Instance.ofThisProcess(), _ -> {});
      Set<String> known = known(redis, config);
      refuseWhileAlive(recovery, known);
      var answer =
          new RecoverAnswer(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
      for (String list : all ? known : new LinkedHashSet<>(named)) {
        recover(recovery, list, answer);
      }
      settleOwed(redis, config, known, answer);
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(Caller.of(spec));
      }
      return answer.exit().code();
    }
  }

  private static Set<String> known(Redis redis, Config config)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var lists = new LinkedHashSet<>(new QueueCounts(redis).known(IngressLists.of(config).names()));
    config.storages().keySet().forEach(storage -> lists.add(QueueCounts.OWED + storage));
    return lists;
  }

  private void refuseWhileAlive(Recovery recovery, Set<String> known)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var alive = new TreeSet<String>();
    Set<String> asked = new LinkedHashSet<>(named);
    for (String list : named.isEmpty() ? known : asked) {
      try {
        alive.addAll(recovery.alive(list));
      } catch (RedisRefusal _) {
        // It is named when its ids are to be given back.
      }
    }
    if (!alive.isEmpty() && !force) {
      throw new CommandFailure(
          ExitCode.FAILED,
          ("%d vcond still alive: %s. Stop it first; one that was killed counts as alive for up to"
                  + " 10 s. --force goes ahead, and what it runs now will run twice.")
              .formatted(alive.size(), String.join(", ", alive)));
    }
  }

  private static void recover(Recovery recovery, String list, RecoverAnswer answer)
      throws RedisOutage, InterruptedException {
    try {
      Map<String, Integer> given = recovery.giveEverythingBack(list);
      if (!given.isEmpty()) {
        answer.given().put(list, given);
      }
    } catch (RedisRefusal e) {
      answer.refused().add("list " + list + ": " + e.getMessage());
    }
  }

  private void settleOwed(Redis redis, Config config, Set<String> known, RecoverAnswer answer)
      throws RedisOutage, RedisRefusal, InterruptedException {
    List<String> storages = QueueCounts.owing(config.storages(), known);
    Map<String, Long> writes = new QueueCounts(redis).readOwed(storages);
    for (String storage : storages) {
      long count = writes.getOrDefault(storage, 0L);
      if (count > 0) {
        answer.owed().put(storage, owed ? moved(redis, config, storage, answer) : left(count));
      }
    }
  }

  private static RecoverAnswer.Writes left(long count) {
    return new RecoverAnswer.Writes(count, 0);
  }

  private static RecoverAnswer.Writes moved(
      Redis redis, Config config, String storage, RecoverAnswer answer)
      throws RedisOutage, RedisRefusal, InterruptedException {
    Owed.Moved moved =
        new Owed(redis).toDeadLetters(storage, origin(config, storage), record(storage));
    moved.refused().ifPresent(why -> answer.refused().add("owed to " + storage + ": list " + why));
    long left = new QueueCounts(redis).readOwed(List.of(storage)).getOrDefault(storage, 0L);
    return new RecoverAnswer.Writes(left, moved.writes());
  }

  /** As the daemon has it: the first list of the first chain that writes there. */
  private static String origin(Config config, String storage) {
    return config.chains().values().stream()
        .filter(ChainConfig::enabled)
        .filter(chain -> chain.storages().stream().anyMatch(step -> step.name().equals(storage)))
        .flatMap(chain -> chain.ingressLists().stream())
        .findFirst()
        .orElse("default");
  }

  private static Map<String, String> record(String storage) {
    String now = InstantSource.system().instant().toString();
    return Map.of(
        "chain",
        "storage:" + storage,
        "step",
        storage,
        "code",
        "owed",
        "reason",
        "its write to storage " + storage + " was owed when vcond recover --owed ran",
        "attempts",
        "0",
        "first",
        now,
        "last",
        now);
  }
}
