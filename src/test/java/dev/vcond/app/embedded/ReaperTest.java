package dev.vcond.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the pipe is what a killed JVM leaves; here the test lets go of it. */
final class ReaperTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void make_a_folder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("a 'demo' folder"));
  }

  private EmbeddedRedis redis() throws Exception {
    return EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, false));
  }

  private static boolean runs(EmbeddedRedis redis) {
    return redis.process().isAlive();
  }

  @Test
  void when_its_owner_is_gone_servers_stop_and_the_folder_is_removed() throws Exception {
    Reaper reaper = Reaper.over(folder, false);
    try (EmbeddedRedis redis = redis()) {
      reaper.close();

      await().until(() -> !runs(redis));
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void a_folder_to_be_kept_only_loses_its_servers() throws Exception {
    Reaper reaper = Reaper.over(folder, true);
    try (EmbeddedRedis redis = redis()) {
      reaper.close();

      await().until(() -> !runs(redis));
      assertThat(folder.resolve("redis")).isDirectory();
    }
  }

  @Test
  void a_dismissed_reaper_touches_nothing() throws Exception {
    Reaper reaper = Reaper.over(folder, false);
    try (EmbeddedRedis redis = redis()) {
      reaper.dismiss();
      reaper.close();

      assertThat(runs(redis)).isTrue();
      assertThat(folder).isDirectory();
    }
  }

  @Test
  void servers_elsewhere_and_people_who_look_around_are_left_alone() throws Exception {
    Path elsewhere = temporary.resolve("elsewhere");
    Process person =
        new ProcessBuilder(List.of("sleep", "60"))
            .directory(Files.createDirectory(folder.resolve("redis")).toFile())
            .start();
    try (EmbeddedRedis other =
        EmbeddedRedis.start(new EmbeddedRedis.Settings(elsewhere, 0, false))) {
      Reaper.over(folder, false).close();

      assertThat(runs(other)).isTrue();
      assertThat(person.isAlive()).isTrue();
    } finally {
      person.destroy();
    }
  }

  @Test
  void servers_are_out_of_reach_of_the_terminal() throws Exception {
    try (EmbeddedRedis redis = redis()) {
      assertThat(session(redis.process().pid()))
          .isEqualTo(Long.toString(redis.process().pid()))
          .isNotEqualTo(session(ProcessHandle.current().pid()));
    }
  }

  /** The sixth field, after a name in brackets that may hold blanks. */
  private static String session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
  }
}
