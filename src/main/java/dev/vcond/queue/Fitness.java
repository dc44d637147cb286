package dev.vcond.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a Redis is set up for work that must not be lost, as far as it tells its user. */
public final class Fitness {
  private static final String SILENT =
      "it does not tell this user (INFO) how it keeps its data; allow it: ACL SETUSER <user> +info";

  private Fitness() {}

  /**
   * What an operator should know.
   *
   * @param server what it is, such as {@code Redis 7.0.15}
   * @param facts how it keeps its data, in the words of its configuration; empty if it does not
   *     tell
   * @param warnings what endangers data, each with what to do
   * @param memory what it uses
   */
  public record Report(String server, List<String> facts, List<String> warnings, Memory memory) {
    public Report {
      facts = List.copyOf(facts);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Memory in bytes; below zero if it does not tell.
   *
   * @param limit 0 for none
   */
  public record Memory(long used, long limit) {
    public static final Memory UNKNOWN = new Memory(-1, -1);

    private static Memory of(Map<String, String> info) {
      return info.containsKey("maxmemory")
          ? new Memory(number(info, "used_memory"), number(info, "maxmemory"))
          : UNKNOWN;
    }
  }

  /** Asks. */
  public static Report of(Redis redis) throws RedisOutage, InterruptedException {
    try {
      return of(parsed(Redis.await(redis.control().info())));
    } catch (RedisRefusal _) {
      return new Report("Redis", List.of(), List.of(SILENT), Memory.UNKNOWN);
    }
  }

  private static Map<String, String> parsed(String info) {
    var values = new HashMap<String, String>();
    info.lines()
        .forEach(line -> {
          String[] parts = line.split(":", 2);
          if (parts.length == 2) {
            values.put(
                parts[0].equals("module") ? parts[0] + parts[1] : parts[0], parts[1].strip());
          }
        });
    return values;
  }

  static Report of(Map<String, String> info) {
    var warnings = new ArrayList<String>();
    replica(info).ifPresent(warnings::add);
    policy(info).ifPresent(warnings::add);
    persistence(info).ifPresent(warnings::add);
    failedWrites(info).ifPresent(warnings::add);
    memory(info).ifPresent(warnings::add);
    return new Report(server(info), facts(info), warnings, Memory.of(info));
  }

  private static String server(Map<String, String> info) {
    String valkey = info.get("valkey_version");
    String name =
        valkey == null ? "Redis " + info.getOrDefault("redis_version", "?") : "Valkey " + valkey;
    boolean json = info.keySet().stream().anyMatch(key -> key.startsWith("modulename=ReJSON"));
    return json ? name + " with RedisJSON" : name;
  }

  private static List<String> facts(Map<String, String> info) {
    var facts = new ArrayList<String>();
    String aof = info.get("aof_enabled");
    if (aof != null) {
      facts.add("appendonly " + (aof.equals("0") ? "no" : "yes"));
    }
    if (info.containsKey("maxmemory")) {
      long most = number(info, "maxmemory");
      facts.add(
          most == 0
              ? "no maxmemory"
              : "maxmemory %d (%d %% used)".formatted(most, share(info, most)));
    }
    String policy = info.get("maxmemory_policy");
    if (policy != null) {
      facts.add("maxmemory-policy " + policy);
    }
    return facts;
  }

  private static long share(Map<String, String> info, long most) {
    return Math.round(100.0 * number(info, "used_memory") / most);
  }

  private static Optional<String> replica(Map<String, String> info) {
    return when(
        info.getOrDefault("role", "master").equals("slave"),
        "it is a replica and takes no writes; name the master, or the Sentinels, in redis.url");
  }

  private static Optional<String> policy(Map<String, String> info) {
    String policy = info.getOrDefault("maxmemory_policy", "noeviction");
    return when(
        !policy.equals("noeviction"),
        ("maxmemory-policy is %s: a full Redis throws out documents and what is in flight; CONFIG"
                + " SET maxmemory-policy noeviction")
            .formatted(policy));
  }

  private static Optional<String> persistence(Map<String, String> info) {
    return when(
        info.getOrDefault("aof_enabled", "1").equals("0"),
        "it keeps no append-only file: a crash of Redis loses ids; CONFIG SET appendonly yes");
  }

  private static Optional<String> failedWrites(Map<String, String> info) {
    boolean failed =
        info.getOrDefault("aof_last_write_status", "ok").equals("err")
            || info.getOrDefault("rdb_last_bgsave_status", "ok").equals("err");
    return when(failed, "its last write to disk failed; its log says why");
  }

  private static Optional<String> memory(Map<String, String> info) {
    long most = number(info, "maxmemory");
    long used = number(info, "used_memory");
    return when(
        most > 0 && used > most / 10 * 9,
        "%d of %d bytes of maxmemory are used; full, it takes no changed documents"
            .formatted(used, most));
  }

  private static long number(Map<String, String> info, String name) {
    String value = info.getOrDefault(name, "0");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private static Optional<String> when(boolean so, String warning) {
    return so ? Optional.of(warning) : Optional.empty();
  }
}
