package dev.vcond.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The command {@code bin/chaos}. */
final class ChaosMain {
  private static final int DAEMONS = 3;
  private static final int PER_SECOND = 30;
  private static final int WRONG_USE = 64;

  private double minutes = 5;
  private long seed = Math.floorMod(new Random().nextLong(), 1_000_000L);
  private Set<Fault> faults = EnumSet.allOf(Fault.class);

  public static void main(String[] args) throws Exception {
    var main = new ChaosMain();
    try {
      main.read(new ArrayDeque<>(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.err.println(
          "usage: bin/chaos [--minutes N] [--seed S] [--faults a,b,...]; faults: "
              + Arrays.stream(Fault.values())
                  .map(Fault::toString)
                  .collect(Collectors.joining(", ")));
      System.exit(WRONG_USE);
    }
    System.exit(main.run() ? 0 : 1);
  }

  private void read(ArrayDeque<String> words) {
    while (!words.isEmpty()) {
      String word = words.remove();
      String value = words.isEmpty() ? "" : words.remove();
      switch (word) {
        case "--minutes" -> minutes = Double.parseDouble(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--faults" ->
            faults = Arrays.stream(value.split(",")).map(Fault::of).collect(Collectors.toSet());
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
  }

  /** One round with one Redis, and one with a Sentinel if there are to be fail-overs. */
  private boolean run() throws Exception {
    boolean failsOver = faults.contains(Fault.FAIL_OVER);
    boolean single = !failsOver || faults.size() > 1;
    int rounds = (failsOver ? 1 : 0) + (single ? 1 : 0);
    Duration each = Duration.ofMillis((long) (minutes * 60_000 / rounds));
    boolean holds = !single || round(each, false);
    return (!failsOver || round(each, true)) && holds;
  }

  private boolean round(Duration time, boolean sentinel) throws Exception {
    Path folder = Files.createTempDirectory("vcond-chaos-");
    var settings =
        new Settings(
            time, seed, faults, sentinel, DAEMONS, PER_SECOND, Duration.ofSeconds(3), folder);
    Outcome outcome = new Chaos(settings, System.out).run();
    System.out.println();
    System.out.print(outcome.table());
    outcome.troubles().stream().limit(20).forEach(System.out::println);
    if (outcome.holds()) {
      delete(folder);
      System.out.println("Nothing was lost.");
    } else {
      System.out.println("Logs and histories are in " + folder);
    }
    System.out.println();
    return outcome.holds();
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      all.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
