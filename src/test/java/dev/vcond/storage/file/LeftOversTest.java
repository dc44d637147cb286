package dev.vcond.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOversTest {
  @TempDir private Path root;
  private Path yesterday = Path.of("");
  private Path today = Path.of("");
  private Path draft = Path.of("");

  @BeforeEach
  void make_folders() throws IOException {
    yesterday = Files.createDirectory(root.resolve("30"));
    today = Files.createDirectory(root.resolve("31"));
    draft = draft(today, 1, 0);
  }

  private static Path draft(Path folder, int number, int minutesOld) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(".abcdef01-2345-4678-9abc-def012345678.%016x.tmp".formatted(number)));
    Instant made = Files.getLastModifiedTime(file).toInstant();
    Files.setLastModifiedTime(file, FileTime.from(made.minus(Duration.ofMinutes(minutesOld))));
    return file;
  }

  @Test
  void a_draft_too_young_at_the_first_look_goes_at_the_second_though_its_day_is_over()
      throws Exception {
    var leftOvers = new LeftOvers(Duration.ZERO);
    Path left = draft(yesterday, 2, 9);
    leftOvers.sweepBeside(draft(yesterday, 3, 0), yesterday);
    assertThat(left).exists();
    Files.setLastModifiedTime(
        left,
        FileTime.from(Files.getLastModifiedTime(left).toInstant().minus(Duration.ofMinutes(2))));

    leftOvers.sweepBeside(draft, today);
    leftOvers.sweepBeside(draft, today);
    assertThat(left).doesNotExist();
    assertThat(draft).exists();
  }

  @Test
  void between_the_looks_saves_do_not_list_the_folder() throws Exception {
    var leftOvers = new LeftOvers();
    leftOvers.sweepBeside(draft, today);
    Path left = draft(today, 2, 60);
    leftOvers.sweepBeside(draft, today);
    assertThat(left).exists();
  }

  @Test
  void a_day_that_is_gone_is_no_error() throws Exception {
    var leftOvers = new LeftOvers(Duration.ZERO);
    leftOvers.sweepBeside(draft, yesterday);
    Files.delete(yesterday);
    leftOvers.sweepBeside(draft, today);
    leftOvers.sweepBeside(draft, today);
    assertThat(draft).exists();
  }
}
