package dev.vcond.storage.exec;

import dev.vcond.config.ByteSize;
import dev.vcond.config.Secret;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options with their defaults, except what a test says. */
final class ExecOptionsBuilder {
  static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

  private final List<String> command;
  private final Map<String, Secret> env = new LinkedHashMap<>();
  private @Nullable Path workingDir;
  private List<Verb> verbs = List.of(Verb.values());
  private ByteSize maxOutput = ByteSize.parse("256MiB");
  private Map<String, String> own = System.getenv();

  private ExecOptionsBuilder(List<String> command) {
    this.command = command;
  }

  static ExecOptionsBuilder command(String... words) {
    return new ExecOptionsBuilder(List.of(words));
  }

  /** Lines of sh, which find the verb in $1 and the id in $2, and run in a folder. */
  static ExecOptionsBuilder script(Path folder, String lines) {
    try {
      Path script = Files.createTempFile(folder, "program", ".sh");
      Files.writeString(script, lines);
      return command("sh", script.toString()).in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a file beside this class. */
  static Path resource(String name) {
    var url = ExecOptionsBuilder.class.getResource(name);
    if (url == null) {
      throw new IllegalArgumentException("There is no resource " + name);
    }
    return Path.of(URI.create(url.toString()));
  }

  ExecOptionsBuilder in(@Nullable Path folder) {
    workingDir = folder;
    return this;
  }

  ExecOptionsBuilder env(String name, String value) {
    env.put(name, new Secret(value));
    return this;
  }

  ExecOptionsBuilder verbs(Verb... only) {
    verbs = List.of(only);
    return this;
  }

  ExecOptionsBuilder maxOutput(String size) {
    maxOutput = ByteSize.parse(size);
    return this;
  }

  /** The environment of the daemon. */
  ExecOptionsBuilder daemonEnvironment(Map<String, String> variables) {
    own = variables;
    return this;
  }

  ExecOptions options() {
    return new ExecOptions(command, env, workingDir, verbs, maxOutput);
  }

  Storage open() {
    return open(new StorageSetup("programs", InstantSource.fixed(NOW)));
  }

  Storage open(StorageSetup setup) {
    return ExecStorage.open(options(), setup, own);
  }

  /** With all verbs. */
  ExecStorage openWhole() {
    return (ExecStorage) open();
  }
}
