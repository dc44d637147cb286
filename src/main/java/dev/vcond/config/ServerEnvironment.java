package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of vcon-server, so that the file and the environment of a running
 * installation are enough to switch. A variable that is set to nothing counts as not set.
 */
final class ServerEnvironment {

  static final String REDIS_URL = "REDIS_URL";
  static final String WORKERS = "CONSERVER_WORKERS";
  static final String CONCURRENCY = "CONSERVER_VCON_CONCURRENCY";
  static final String CONFIG_FILE = "CONSERVER_CONFIG_FILE";
  static final String EGRESS_FORMAT = "EGRESS_FORMAT_VERSION";
  private static final String PARALLEL_STORAGE = "CONSERVER_PARALLEL_STORAGE";

  /** What vcon-server applied EGRESS_FORMAT_VERSION to. */
  static final Set<String> FORMATTED_STORAGES =
      Set.of("storage.s3", "storage.postgres", "storage.elasticsearch");

  static final Set<String> FORMATTED_LINKS = Set.of("links.webhook");

  /** The rows of the reference for the variables that stand for a key of the file. */
  static final String REFERENCE =
      """
      | `REDIS_URL` | address of Redis | none | Counts when the file has no `redis.url`. | `redis://redis:6379` |
      | `CONSERVER_WORKERS` | whole number | `1` | Times `CONSERVER_VCON_CONCURRENCY`: counts when the file has no `worker.concurrency`. | `4` |
      | `CONSERVER_VCON_CONCURRENCY` | whole number | `1` | See `CONSERVER_WORKERS`. | `8` |
      | `CONSERVER_CONFIG_FILE` | path | none | The configuration file, when `--config` names none. | `/etc/vcond/config.yml` |
      | `EGRESS_FORMAT_VERSION` | `0.0.1` | none | The `egress_format` of the modules links.webhook, storage.s3, storage.postgres and storage.elasticsearch that have none. | `0.0.1` |
      """;

  private static final Position PLACE = Position.outside("environment");

  private final Map<String, String> environment;
  private final Problems problems;

  ServerEnvironment(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** What REDIS_URL says. */
  Optional<Scalar> redisUrl() {
    return value(REDIS_URL)
        .map(text -> new Scalar(text, true, Position.outside("environment (REDIS_URL)")));
  }

  /** Its processes times their vCons at a time: that many are in flight, here in one process. */
  Optional<Scalar> concurrency() {
    if (Set.of(WORKERS, CONCURRENCY).stream().noneMatch(name -> value(name).isPresent())) {
      return Optional.empty();
    }
    BigInteger workers = count(WORKERS);
    BigInteger each = count(CONCURRENCY);
    if (workers == null || each == null) {
      return Optional.empty();
    }
    Position place = Position.outside("environment (" + WORKERS + " x " + CONCURRENCY + ")");
    return Optional.of(new Scalar(workers.multiply(each).toString(), true, place));
  }

  private @Nullable BigInteger count(String name) {
    String text = value(name).orElse("1");
    if (text.matches("0*[1-9]\\d{0,5}")) {
      return new BigInteger(text);
    }
    problems.error(PLACE, name, "expected a whole number of 1 or more, not \"" + text + "\"", "");
    return null;
  }

  /** The format for the storages of {@link #FORMATTED_STORAGES}. */
  Optional<Scalar> egressFormat() {
    Optional<String> version = value(EGRESS_FORMAT);
    if (version.isPresent() && !version.get().equals(EgressFormat.V0_0_1.toString())) {
      problems.error(
          PLACE,
          EGRESS_FORMAT,
          "expected 0.0.1, not \"" + version.get() + "\"",
          "Unset it for the current format.");
      return Optional.empty();
    }
    return version.map(ServerEnvironment::egressFormat);
  }

  static Scalar egressFormat(String text) {
    return new Scalar(text, true, Position.outside("environment (" + EGRESS_FORMAT + ")"));
  }

  /** The variables that have no key in the file; a wrong one is reported and left out. */
  @Nullable CompatConfig compat() {
    return RecordBinder.bindSound(CompatConfig.class, withoutKeys(), "", problems);
  }

  /** Those variables as far as they are set. */
  Mapping withoutKeys() {
    Map<String, Entry> set = new LinkedHashMap<>();
    for (String name : OptionKey.of(CompatConfig.class).stream().map(OptionKey::name).toList()) {
      value(name).ifPresent(v -> set.put(name, new Entry(PLACE, new Scalar(v, true, PLACE))));
    }
    return new Mapping(set, PLACE);
  }

  /** Says what a variable asks for that is not done here. */
  void warn() {
    List<String> no = List.of("false", "0", "no", "off");
    value(PARALLEL_STORAGE)
        .filter(text -> no.stream().anyMatch(text::equalsIgnoreCase))
        .ifPresent(_ ->
            problems.warning(
                PLACE,
                PARALLEL_STORAGE,
                "is ignored: the storages of a chain are always written at the same time",
                "Unset it."));
  }
}
