package dev.vcond.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** Does a fault to the system, and takes it back. Thread-safe for faults of different targets. */
final class Injector {
  /** The lease of a daemon is 10 s. */
  private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(11);

  private static final String SMALLEST_FILE = "600";

  private final Stage stage;

  Injector(Stage stage) {
    this.stage = stage;
  }

  void inject(Fault fault, Random random) throws Exception {
    switch (fault) {
      case KILL -> Signal.send("KILL", aDaemon(random));
      case PAUSE -> pause(aDaemon(random), between(random, BEYOND_THE_LEASE, 5_000));
      case TERM -> terminate(random);
      case EDIT -> edit(random);
      case POISON -> stage.load().poison(random);
      case REDIS_KILL -> redisKill(between(random, Duration.ZERO, 4_000));
      case REDIS_PAUSE ->
          pause(stage.redis().master().pid(), between(random, Duration.ofSeconds(1), 7_000));
      case OOM -> full(between(random, Duration.ofSeconds(1), 5_000));
      case FAIL_OVER -> failOver(between(random, Duration.ofSeconds(3), 3_000));
      case BLACKHOLE, MUTE, LOST_ANSWERS, RESET -> network(fault, random);
      case POSTGRES_KILL -> {
        stage.postgres().kill();
        Chaos.pause(between(random, Duration.ZERO, 5_000).toMillis());
        stage.postgres().restart();
      }
      case POSTGRES_HANG -> {
        stage.postgres().hang();
        Chaos.pause(between(random, Duration.ofSeconds(2), 8_000).toMillis());
        stage.postgres().goOn();
      }
      case PASSWORD -> password(between(random, Duration.ofSeconds(2), 5_000));
      case DISK_FULL -> diskFull(between(random, Duration.ofSeconds(1), 5_000));
      case DISK_AWAY -> diskAway(random);
      case HTTP_DOWN -> {
        stage.receiver().answer(random.nextBoolean() ? 503 : 403);
        Chaos.pause(between(random, Duration.ofSeconds(1), 5_000).toMillis());
        stage.receiver().answer(0);
      }
    }
  }

  private static Duration between(Random random, Duration least, int moreMillis) {
    return least.plusMillis(random.nextInt(moreMillis));
  }

  private long aDaemon(Random random) throws InterruptedException {
    while (true) {
      long pid = stage.crew().pid(random.nextInt(stage.crew().size()));
      if (pid != 0) {
        return pid;
      }
      Chaos.pause(20);
    }
  }

  private static void pause(long pid, Duration time) throws IOException, InterruptedException {
    Signal.send("STOP", pid);
    Chaos.pause(time.toMillis());
    Signal.send("CONT", pid);
  }

  /** A storm: all of them, or one several times. */
  private void terminate(Random random) throws IOException, InterruptedException {
    boolean all = random.nextBoolean();
    long one = aDaemon(random);
    for (int i = 0; i < stage.crew().size(); i++) {
      long pid = all ? stage.crew().pid(i) : one;
      if (pid != 0) {
        Signal.send("TERM", pid);
      }
      Chaos.pause(random.nextInt(200));
    }
  }

  /** Somebody tries things out: numbers, lists, options, and what cannot be read at all. */
  private void edit(Random random) throws IOException, InterruptedException {
    int edits = 5 + random.nextInt(20);
    for (int i = 0; i < edits; i++) {
      int slot = random.nextInt(stage.crew().size());
      stage.crew().edit(slot, config -> Chains.edited(config, random));
      long pid = stage.crew().pid(slot);
      if (pid != 0 && random.nextBoolean()) {
        Signal.send("HUP", pid);
      }
      Chaos.pause(random.nextInt(300));
    }
    for (int slot = 0; slot < stage.crew().size(); slot++) {
      stage.crew().edit(slot, config -> config);
    }
  }

  private void redisKill(Duration away) throws IOException, InterruptedException {
    RedisNode node = stage.redis().master();
    node.kill();
    Chaos.pause(away.toMillis());
    node.restart();
  }

  /** The replica takes over; what was the master comes back as its replica. */
  private void failOver(Duration away) throws IOException, InterruptedException {
    Chaos.await(Duration.ofSeconds(30), stage.redis()::isReplicated);
    RedisNode node = stage.redis().master();
    node.kill();
    Chaos.pause(away.toMillis());
    node.restart();
    Chaos.await(Duration.ofSeconds(60), stage.redis()::isReplicated);
  }

  private void full(Duration time) throws InterruptedException {
    configure("maxmemory", "1mb");
    Chaos.pause(time.toMillis());
    configure("maxmemory", "0");
  }

  private void configure(String name, String value) throws InterruptedException {
    Chaos.await(
        Duration.ofSeconds(30),
        () -> {
          try (Wire wire = stage.redis().connect()) {
            wire.call("CONFIG", "SET", name, value);
            return true;
          } catch (IOException _) {
            return false;
          }
        });
  }

  private void network(Fault fault, Random random) throws InterruptedException {
    var proxy = stage.redis().proxy(random.nextInt(stage.crew().size()));
    switch (fault) {
      case BLACKHOLE -> proxy.hang();
      case MUTE -> proxy.muteConnections();
      case LOST_ANSWERS -> proxy.loseAnswers();
      default -> proxy.resetConnections();
    }
    if (fault != Fault.RESET) {
      Chaos.pause(between(random, Duration.ofMillis(500), 16_000).toMillis());
      proxy.up();
    }
  }

  private void password(Duration time) throws SQLException, InterruptedException {
    stage.postgres().password("another one");
    Chaos.pause(time.toMillis());
    stage.postgres().password(Chains.PASSWORD);
  }

  /** No file can grow beyond some bytes: a write ends in its middle, as on a full disk. */
  private void diskFull(Duration time) throws IOException, InterruptedException {
    setLargestFile(SMALLEST_FILE);
    Chaos.pause(time.toMillis());
    setLargestFile("unlimited");
  }

  private void setLargestFile(String bytes) throws IOException, InterruptedException {
    for (int i = 0; i < stage.crew().size(); i++) {
      long pid = stage.crew().pid(i);
      if (pid != 0) {
        Signal.largestFile(bytes, pid);
      }
    }
  }

  /** As after the end of a mount: where the folder was, nothing can be made. */
  private void diskAway(Random random) throws IOException, InterruptedException {
    var stores = stage.folders();
    Path folder = stores.get(random.nextInt(stores.size()));
    Path away = folder.resolveSibling(folder.getFileName() + ".away");
    Files.move(folder, away);
    // Between the two a daemon may have made the folder anew.
    Chaos.await(Duration.ofSeconds(5), () -> takePlace(folder));
    Chaos.pause(between(random, Duration.ofSeconds(1), 5_000).toMillis());
    Files.delete(folder);
    Chaos.await(Duration.ofSeconds(5), () -> comeBack(away, folder));
  }

  private static boolean takePlace(Path folder) {
    try {
      Files.createFile(folder);
      return true;
    } catch (IOException _) {
      return empty(folder);
    }
  }

  /** The folder made anew must not hold anything, else it stays as it is. */
  private static boolean empty(Path folder) {
    try {
      Files.delete(folder);
      Files.createFile(folder);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean comeBack(Path away, Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        Stage.moveAll(folder, away);
        Files.delete(folder);
      }
      Files.move(away, folder);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
