package dev.vcond.link.exec;

import dev.vcond.answer.Revisions;
import dev.vcond.config.Secret;
import dev.vcond.event.LogFields;
import dev.vcond.process.Command;
import dev.vcond.process.ErrorLog;
import dev.vcond.process.Farewell;
import dev.vcond.process.Surroundings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that calls of one link have in common.
 *
 * @param facts variables of the environment that hold for every call
 * @param json the options for the program
 */
record Setting(
    ExecOptions options,
    Command command,
    Surroundings surroundings,
    ErrorLog errors,
    Map<String, String> facts,
    String json) {

  /** What a program has to end when its time is over. */
  static final Duration GRACE = Duration.ofSeconds(2);

  static final Farewell FAREWELL = new Farewell(GRACE, true);

  /** What a line of the log tells about the call, and where it comes from. */
  private static final Map<String, String> SHOWN =
      new TreeMap<>(
          Map.of(
              LogFields.STEP, Facts.STEP,
              LogFields.CHAIN, Facts.CHAIN,
              LogFields.LIST, Facts.LIST,
              LogFields.UUID, Facts.UUID));

  private static final Logger LOG = LoggerFactory.getLogger(ExecLink.class);

  /**
   * @param own the environment of the daemon
   */
  static Setting of(ExecOptions options, Map<String, String> own) {
    Map<String, Secret> given = new LinkedHashMap<>();
    for (String name : options.passEnv()) {
      String value = own.get(name);
      if (value == null) {
        LOG.warn("{}: {} of `pass_env` is not set.", options.command().getFirst(), name);
      } else {
        given.put(name, new Secret(value));
      }
    }
    given.putAll(options.env());
    var surroundings = new Surroundings(own, given);
    var command = new Command(options.command(), options.workingDir(), surroundings.path());
    String json = OptionsJson.of(options.options());
    return new Setting(
        options,
        command,
        surroundings,
        new ErrorLog(
            (facts, remark) -> said(command.shown(), facts, surroundings.withoutSecrets(remark))),
        Facts.of(options, json),
        json);
  }

  private static void said(String program, Map<String, String> facts, String remark) {
    var event = LOG.atInfo();
    SHOWN.forEach((name, variable) -> {
      String value = facts.get(variable);
      if (value != null) {
        var _ = event.addKeyValue(name, value);
      }
    });
    event.log("{} said: {}", program, remark);
  }

  /** The name of the program. */
  String name() {
    return command.shown();
  }

  String withoutSecrets(String text) {
    return surroundings.withoutSecrets(text);
  }

  Revisions revisions() {
    return new Revisions(name());
  }
}
