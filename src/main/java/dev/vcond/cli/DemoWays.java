package dev.vcond.cli;

import dev.vcond.app.demo.DemoResult;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands with which a user looks around in a demo that stays. */
record DemoWays(Caller caller, DemoResult.Ways ways) {
  private static final String FRESH = "01920000-0000-8000-8000-000000000001";

  /** The Debian packages of the programs that the commands call. */
  private static final Map<String, String> PACKAGES =
      Map.of("psql", "postgresql-client", "redis-cli", "redis-tools", "curl", "curl");

  /** Commands by what they show, in order. */
  Map<String, String> commands() {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("files", "ls " + ways.files());
    commands.put("rows", rows());
    commands.put("metrics", "curl -s " + ways.metrics());
    commands.put("queues", vcond("queues"));
    commands.put("dead letters", vcond("dlq list demo"));
    commands.put("configuration", "cat " + ways.config());
    commands.put("log", "less " + ways.log());
    return commands;
  }

  private String rows() {
    return "psql %s -c \"SELECT uuid, created_at, data->>'subject' AS subject FROM %s LIMIT 5\""
        .formatted(ways.psql(), ways.table());
  }

  /**
   * Commands that push ids.
   *
   * @param id of a vCon that is there
   */
  Map<String, String> pushes(String id) {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("again", redis("RPUSH demo " + id));
    commands.put("a new one", redis("SET vcon:%1$s '{\"uuid\": \"%1$s\"}'".formatted(FRESH)));
    commands.put("", redis("RPUSH demo " + FRESH));
    commands.put("your own", vcond("submit --list demo FOLDER"));
    return commands;
  }

  private String redis(String command) {
    return "redis-cli -p %d %s".formatted(ways.redisPort(), command);
  }

  private String vcond(String command) {
    return "%s %s --config %s".formatted(program(), command, ways.config());
  }

  /** As the user has to write it in this folder. */
  private String program() {
    String home = caller.environment().getOrDefault("VCOND_HOME", "");
    boolean here = home.isEmpty() || Path.of(home).equals(Path.of("").toAbsolutePath());
    return here ? "bin/vcond" : home + "/bin/vcond";
  }

  /** Programs that the commands call and that are not on the PATH, with where they come from. */
  List<String> missingPrograms() {
    return PACKAGES.entrySet().stream()
        .filter(program -> !isInstalled(program.getKey()))
        .map(program -> "%s (Debian package %s)".formatted(program.getKey(), program.getValue()))
        .sorted()
        .toList();
  }

  private boolean isInstalled(String program) {
    String path = caller.environment().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
