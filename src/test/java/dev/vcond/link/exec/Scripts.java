package dev.vcond.link.exec;

import static java.util.Objects.requireNonNull;

import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.link.LinkContext;
import dev.vcond.process.UnusableProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A link on a program, with options as they would be written. */
final class Scripts {
  static final LinkContext CONTEXT = new LinkContext("main", "mine", "default");

  private static final Position AT = Position.outside("test");

  private Mapping options = Mapping.empty();
  private Map<String, String> own = System.getenv();

  private Scripts() {}

  static Scripts command(String... words) {
    return new Scripts().with("command", list(words));
  }

  /** Lines of sh, which run in a folder. */
  static Scripts sh(Path folder, String lines) {
    return command("sh", file(folder, "program.sh", lines)).with("working_dir", folder.toString());
  }

  /** A program in Python, if there is one. */
  static Scripts python(Path folder, String source) {
    return command(Interpreter.PYTHON.command(), "-B", file(folder, "program.py", source))
        .with("working_dir", folder.toString());
  }

  static String file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sequence list(String... words) {
    return new Sequence(Arrays.stream(words).<ConfigValue>map(Scripts::text).toList(), AT);
  }

  static Scalar text(String text) {
    return new Scalar(text, true, AT);
  }

  static Scalar plain(String text) {
    return new Scalar(text, false, AT);
  }

  Scripts with(String key, String value) {
    return with(key, text(value));
  }

  Scripts with(String key, ConfigValue value) {
    options = options.with(key, value);
    return this;
  }

  Scripts with(String key, Map<String, ConfigValue> values) {
    Mapping mapping = new Mapping(Map.of(), AT);
    for (var each : new LinkedHashMap<>(values).entrySet()) {
      mapping = mapping.with(each.getKey(), each.getValue());
    }
    return with(key, mapping);
  }

  Scripts persistent(int processes) {
    return with("mode", "persistent").with("processes", Integer.toString(processes));
  }

  Scripts daemonEnvironment(Map<String, String> variables) {
    own = variables;
    return this;
  }

  /** What is wrong with the options. */
  Problems problems() {
    Problems problems = new Problems();
    var _ = RecordBinder.bind(ExecOptions.class, options, "options", problems);
    return problems;
  }

  ExecOptions options() {
    Problems problems = new Problems();
    ExecOptions bound = RecordBinder.bind(ExecOptions.class, options, "options", problems);
    if (!problems.list().isEmpty()) {
      throw new IllegalArgumentException(problems.list().toString());
    }
    return requireNonNull(bound);
  }

  ExecLink open() {
    try {
      return ExecLink.open(options(), own);
    } catch (UnusableProgram e) {
      throw new IllegalStateException(e);
    }
  }
}
