package dev.vcond.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.ByteSize;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.FileMode;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FileOptionsTest {
  @Test
  void these_are_the_defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new FileOptions(
                Path.of("/data/vcons"),
                ".json",
                null,
                false,
                false,
                true,
                new FileMode(0644),
                new FileMode(0755),
                null,
                FileOptions.Metadata.NONE));
  }

  @Test
  void everything_that_vcon_server_users_write_is_understood() {
    assertThat(
            bind(
                Map.of(
                    "path", "/srv/vcons",
                    "organize_by_date", "1",
                    "compression", "yes",
                    "max_file_size", "10485760",
                    "file_permissions", "0o640",
                    "dir_permissions", "488",
                    "metadata", "sidecar")))
        .isEqualTo(
            new FileOptions(
                Path.of("/srv/vcons"),
                ".json",
                true,
                true,
                false,
                true,
                new FileMode(0640),
                new FileMode(0750),
                new ByteSize(10_485_760),
                FileOptions.Metadata.SIDECAR));
  }

  private static @Nullable FileOptions bind(Map<String, String> written) {
    Mapping options = Mapping.empty();
    for (Map.Entry<String, String> each : written.entrySet()) {
      options =
          options.with(each.getKey(), new Scalar(each.getValue(), false, Position.outside("test")));
    }
    Problems problems = new Problems();
    FileOptions bound = RecordBinder.bind(FileOptions.class, options, "options", problems);
    assertThat(problems.list()).isEmpty();
    return bound;
  }
}
