package dev.vcond.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Looks at processes that programs under test left their ids of. */
public final class Processes {
  private Processes() {}

  /** The process id that a program writes to a file, as soon as it is there. */
  public static long idIn(Path file) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it runs; one that is dead may wait for its new parent to take notice. */
  public static boolean runs(long id) {
    try {
      String stat = Files.readString(Path.of("/proc/" + id + "/stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException _) {
      return false;
    }
  }

  public static void awaitEnd(long id) {
    await().atMost(Duration.ofSeconds(10)).until(() -> !runs(id));
  }
}
