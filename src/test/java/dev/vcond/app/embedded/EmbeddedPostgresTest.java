package dev.vcond.app.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
