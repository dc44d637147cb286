package dev.vcond.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  @TempDir private Path folder;

  @Test
  void a_server_that_does_not_start_leaves_its_last_words() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("somebody's.txt"), "not a cluster");

    assertThatThrownBy(() -> EmbeddedPostgres.start(new EmbeddedPostgres.Settings(data, 0, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("exists but is not empty");
  }

  @Test
  void two_that_unpack_the_programs_at_the_same_time_share_one_place() throws Exception {
    Path programs = folder.resolve("programs");
    Callable<byte[]> unpack =
        () -> {
          try (InputStream word = new PostgresPrograms(programs).getPgBinary("Linux", "x86_64")) {
            return word.readAllBytes();
          }
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<byte[]> word : threads.invokeAll(List.of(unpack, unpack))) {
        assertThat(word.get()).hasSizeLessThan(100);
      }
    }

    try (Stream<Path> places = Files.list(programs)) {
      assertThat(places)
          .singleElement()
          .satisfies(place -> {
            assertThat(place.resolve("bin/postgres")).isExecutable();
            assertThat(place.resolve(".exists")).exists();
          });
    }
  }

  @Test
  void a_platform_without_programs_is_named() {
    assertThatThrownBy(() -> new PostgresPrograms(folder).getPgBinary("Plan9", "vax"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("postgres-plan9-vax");
  }
}
