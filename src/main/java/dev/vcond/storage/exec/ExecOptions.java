package dev.vcond.storage.exec;

import dev.vcond.config.ByteSize;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.process.Command;
import dev.vcond.process.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.exec}. */
public record ExecOptions(
    @Option(
            value =
                "The program, a path or a name on PATH, and its first arguments. No shell"
                    + " reads it. Arguments can be seen by other users of the machine.",
            example = "[python3, /opt/adapters/archive.py]",
            required = true)
        List<String> command,
    @Option(
            value =
                "Variables of the program's environment. Of vcond's own it gets `PATH`, `HOME`,"
                    + " `LANG`, `LC_*` and `TZ`.",
            example = "{ARCHIVE_TOKEN: '${ARCHIVE_TOKEN}'}",
            secret = true)
        Map<String, Secret> env,
    @Option(
            value = "The folder it runs in. Absent: that of vcond.",
            example = "/var/lib/vcond/archive")
        @Nullable Path workingDir,
    @Option(
            value = "What it can do. Without `get` the storage cannot read back.",
            defaultValue = "[save, get, delete]",
            example = "[save]")
        List<Verb> verbs,
    @Option(value = "The largest document that is read back.", defaultValue = "256MiB")
        ByteSize maxOutput) {

  /** What an array can hold. */
  private static final long LARGEST = 2_000_000_000;

  public ExecOptions {
    Command.check(command);
    Surroundings.check(env, Facts.NAMES);
    if (!verbs.contains(Verb.SAVE)) {
      throw new InvalidOption("verbs", "a storage has to save", "add save");
    }
    if (maxOutput.bytes() < 1 || maxOutput.bytes() > LARGEST) {
      throw new InvalidOption("max_output", "expected a size from 1B to 2GB", "");
    }
  }
}
