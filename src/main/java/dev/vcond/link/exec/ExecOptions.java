package dev.vcond.link.exec;

import dev.vcond.answer.AnswerForm;
import dev.vcond.config.ByteSize;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.process.Command;
import dev.vcond.process.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code links.exec}. */
public record ExecOptions(
    @Option(
            value =
                "The program, a path or a name on PATH, and its arguments. No shell reads it."
                    + " Arguments can be seen by other users of the machine.",
            example = "[python3, /opt/links/urgent.py]",
            required = true)
        List<String> command,
    @Option(
            value = "What the program is told beside the vCon, as JSON: in `VCOND_OPTIONS`.",
            example = "{words: [cancel, refund]}")
        Mapping options,
    @Option(
            value =
                "Variables of the program's environment. Of vcond's own it gets `PATH`, `HOME`,"
                    + " `LANG`, `LC_*` and `TZ`.",
            example = "{MODEL: '${MODEL}'}",
            secret = true)
        Map<String, Secret> env,
    @Option(
            value = "Names of variables of vcond's own environment that it gets, too.",
            example = "[OPENAI_API_KEY]")
        List<String> passEnv,
    @Option(
            value = "The folder it runs in. Absent: that of vcond.",
            example = "/var/lib/vcond/links")
        @Nullable Path workingDir,
    @Option(
            value =
                "`one_shot`: a process for each vCon; `persistent`: processes that stay and are"
                    + " given one vCon after the other.",
            defaultValue = "one_shot",
            example = "persistent")
        Mode mode,
    @Option(
            value =
                "What a `one_shot` program writes: the `vcon`, or an `envelope` that says what is"
                    + " to be done. Absent: the `vcon`, and of `vcond_link.py` an `envelope`.",
            example = "envelope")
        @Nullable AnswerForm answer,
    @Option(
            value = "How many `persistent` processes there are. Absent: one for each processor.",
            example = "4")
        @Nullable Integer processes,
    @Option(
            value =
                "The largest answer to one vCon. Absent: 16 MiB and four times the size of the"
                    + " vCon.",
            example = "100MB")
        @Nullable ByteSize maxOutput) {

  /** What an array can hold. */
  private static final long LARGEST = 2_000_000_000;

  private static final long AT_LEAST = 16 << 20;
  private static final int MOST_PROCESSES = 1_000;

  /** What it runs may route, swap, or halt what it has changed: no vCon can say that. */
  private static final String LINKS_OF_VCON_SERVER = "vcond_link.py";

  public ExecOptions {
    Command.check(command);
    Surroundings.check(env, Facts.NAMES);
    Map<String, Secret> passed = new LinkedHashMap<>();
    passEnv.forEach(name -> passed.put(name, new Secret("")));
    checkPassed(passed);
    var _ = OptionsJson.of(options);
    checkMode(mode, answer, processes);
    if (processes != null && (processes < 1 || processes > MOST_PROCESSES)) {
      throw new InvalidOption("processes", "expected a number from 1 to " + MOST_PROCESSES, "");
    }
    if (maxOutput != null && (maxOutput.bytes() < 1 || maxOutput.bytes() > LARGEST)) {
      throw new InvalidOption("max_output", "expected a size from 1B to 2GB", "");
    }
  }

  /** What would not be looked at must not look as if it were. */
  private static void checkMode(
      Mode mode, @Nullable AnswerForm answer, @Nullable Integer processes) {
    if (mode == Mode.ONE_SHOT && processes != null) {
      throw new InvalidOption(
          "processes",
          "belongs to `mode: persistent`; in one_shot each vCon has a process of its own",
          "add `mode: persistent`, or remove it; `worker.concurrency` bounds how many run at once");
    }
    if (mode == Mode.PERSISTENT && answer == AnswerForm.VCON) {
      throw new InvalidOption(
          "answer",
          "cannot be vcon in `mode: persistent`, whose programs always answer with an envelope",
          "remove it");
    }
  }

  private static void checkPassed(Map<String, Secret> passed) {
    try {
      Surroundings.check(passed, Facts.NAMES);
    } catch (InvalidOption e) {
      throw new InvalidOption(
          "pass_env", e.key().replace("env.", "") + " " + e.message(), e.hint());
    }
  }

  /** What comes back for a vCon. */
  AnswerForm form() {
    if (answer != null) {
      return answer;
    }
    boolean envelope =
        mode == Mode.PERSISTENT
            || command.stream().anyMatch(word -> word.endsWith(LINKS_OF_VCON_SERVER));
    return envelope ? AnswerForm.ENVELOPE : AnswerForm.VCON;
  }

  /** How many processes there are at most. */
  int most() {
    return processes == null ? Runtime.getRuntime().availableProcessors() : processes;
  }

  /** How many bytes the answer to a vCon of that size may have. */
  long mostOutput(int size) {
    return maxOutput == null ? Math.min(LARGEST, AT_LEAST + 4L * size) : maxOutput.bytes();
  }
}
