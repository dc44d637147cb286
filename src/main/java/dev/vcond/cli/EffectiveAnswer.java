package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.EffectiveConfig;
import dev.vcond.config.Setting;
import dev.vcond.config.Setting.Group;
import dev.vcond.config.Setting.Value;
import java.util.stream.Collectors;

/** The configuration as it counts, for people and for scripts. */
final class EffectiveAnswer {
  private EffectiveAnswer() {}

  static String yaml(String file, EffectiveConfig config) {
    return """
    # The configuration that counts: %s, environment, flags and defaults. Behind each value stands
    # where it is from; three stars stand for what is never shown.
    """
            .formatted(SafeText.line(file))
        + SettingYaml.of(config.file())
        + "# Without a key in the file, from the environment:\n"
        + config.environment().keys().entrySet().stream()
            .map(each -> variable(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
  }

  private static String variable(String name, Setting setting) {
    return setting instanceof Value value
        ? "# %s=%s (%s)\n".formatted(name, SafeText.line(value.text()), value.from())
        : "";
  }

  static ObjectNode json(String file, EffectiveConfig config) {
    Group settings = config.file();
    ObjectNode answer = JsonOption.object().put("file", file);
    answer.set("config", SettingJson.of(settings));
    answer.set("environment", SettingJson.of(config.environment()));
    SettingJson.addOrigins(settings, "", answer.putObject("origins"));
    return answer;
  }
}
