package dev.vcond.cli;

import dev.vcond.app.Blueprint;
import dev.vcond.app.Catalog;
import dev.vcond.app.embedded.RedisHome;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Loaded;
import dev.vcond.config.Overrides;
import dev.vcond.config.RedisServer;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of every tool that reads the configuration and talks to its Redis; used as a {@code
 * Mixin}.
 */
final class ConfigOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; default: $CONSERVER_CONFIG_FILE, config.yml here, else the one beside"
              + " bin/.")
  private @Nullable Path file;

  @Option(
      names = "--redis",
      paramLabel = "URL",
      description = "Another Redis than the configuration's redis.url.")
  private @Nullable String redis;

  /**
   * Reads the configuration. A tool says nothing about its warnings; {@code run} and {@code check}
   * do.
   *
   * @throws dev.vcond.config.ConfigException with everything that is wrong
   */
  Loaded load() {
    return ConfigLoader.load(located(), environment(), overrides());
  }

  /**
   * Reads the configuration and binds the options of its modules, opening nothing.
   *
   * @throws dev.vcond.config.ConfigException with everything that is wrong
   */
  Blueprint blueprint() {
    return Blueprint.read(located(), environment(), overrides(), Catalog.builtIn());
  }

  /** Our modules, and the plugins of the configuration if there is one that can be read. */
  Catalog catalog() {
    try {
      return Catalog.builtIn().with(load().config().plugins().dir());
    } catch (ConfigException _) {
      return Catalog.builtIn();
    }
  }

  /** What the file is called, as the caller would know it. */
  String fileName() {
    try {
      return located().toString();
    } catch (ConfigException _) {
      return "config.yml";
    }
  }

  private Path located() {
    String home = environment().get("VCOND_HOME");
    return ConfigLoader.locate(file, environment(), home == null ? null : Path.of(home));
  }

  private Map<String, String> environment() {
    return Caller.of(command).environment();
  }

  private Overrides overrides() {
    return redis == null ? Overrides.none() : Overrides.none().with("redis.url", "--redis", redis);
  }

  /**
   * Connects to the Redis of a configuration.
   *
   * @throws RedisOutage if it does not answer
   * @throws CommandFailure if it is the embedded one of a daemon that does not run
   */
  Redis connect(Config config) throws RedisOutage, IOException {
    return Redis.connect(address(config));
  }

  /** Where Redis is: with {@code embedded}, that of the running daemon. */
  RedisServer address(Config config) throws IOException {
    RedisServer server = config.redis().server();
    if (!server.url().embedded()) {
      return server;
    }
    RedisHome home = RedisHome.of(Caller.of(command).environment());
    return home.running()
        .map(RedisServer::at)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.UNAVAILABLE,
                ("redis.url is embedded, but no daemon runs a Redis in %s. Start `vcond run` first,"
                     + " in the folder where you are now, or name another Redis with redis.url or"
                     + " --redis.")
                    .formatted(home.folder())));
  }
}
