package dev.vcond.queue;

import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the user of the connections may not do, of all that this work needs. */
public final class Rights {
  private static final List<String> ON_DOCUMENTS =
      List.of(
          "GET",
          "SET v",
          "MGET",
          "STRLEN",
          "GETRANGE 0 1",
          "TYPE",
          "EXISTS",
          "TTL",
          "PTTL",
          "EXPIRE 1",
          "DEL",
          "WATCH");
  private static final List<String> ON_INGRESS =
      List.of("TYPE", "LLEN", "LRANGE 0 1", "LTRIM 0 1", "LPUSH v", "RPUSH v");
  private static final List<String> ON_DEAD_LETTERS =
      List.of(
          "TYPE", "LLEN", "LRANGE 0 1", "RPUSH v", "LINDEX 0", "LPOS v", "LREM 0 v", "LSET 0 v");
  private static final List<String> ON_IN_FLIGHT =
      List.of("HGET f", "HSET f v", "HDEL f", "HLEN", "HKEYS", "HGETALL");
  private static final List<String> ON_RECORDS =
      List.of("HGET f", "HMGET f", "HGETALL", "HSET f v", "HSETNX f v", "HINCRBY f 1", "DEL");
  private static final List<String> ON_INSTANCES =
      List.of("HSET f v", "HDEL f", "HEXISTS f", "HGETALL");
  private static final List<String> ON_HEARTBEATS = List.of("SET v", "EXISTS", "DEL");

  private Rights() {}

  /**
   * What is missing, each as a command with its key; nothing if all is allowed.
   *
   * @param ingress lists that are claimed from
   * @param egress lists that are only pushed to
   */
  public static List<String> missing(
      Redis redis, Collection<String> ingress, Collection<String> egress)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var needed = new ArrayList<String>();
    add(needed, "vcon:0", ON_DOCUMENTS);
    add(needed, "vcond:lists", List.of("SADD v", "SMEMBERS"));
    add(needed, "vcond:sweep", List.of("SET v"));
    for (String list : ingress) {
      String own = "vcond:{" + list + "}:";
      add(needed, list, ON_INGRESS);
      needed.add(String.join("\t", "BLMOVE", list, list, "LEFT", "LEFT", "1"));
      add(needed, "DLQ:" + list, ON_DEAD_LETTERS);
      needed.add(String.join("\t", "LMOVE", "DLQ:" + list, list, "LEFT", "RIGHT"));
      add(needed, own + "inflight", ON_IN_FLIGHT);
      add(needed, own + "record:0", ON_RECORDS);
      add(needed, own + "instances", ON_INSTANCES);
      add(needed, own + "heartbeat:0", ON_HEARTBEATS);
    }
    egress.forEach(list -> add(needed, list, List.of("TYPE", "RPUSH v")));
    byte[][] asked = needed.stream().map(Keys::bytes).toArray(byte[][]::new);
    List<byte[]> forbidden =
        Redis.await(
            Redis.<List<byte[]>>run(
                redis.control(), Script.RIGHTS, ScriptOutputType.MULTI, new byte[0][], asked));
    return forbidden.stream().map(Rights::shown).toList();
  }

  private static void add(List<String> to, String key, List<String> commands) {
    for (String command : commands) {
      String[] words = command.split(" ", 2);
      String more = words.length == 1 ? "" : "\t" + words[1].replace(' ', '\t');
      to.add(words[0] + "\t" + key + more);
    }
  }

  private static String shown(byte[] command) {
    String[] words = new String(command, StandardCharsets.UTF_8).split("\t", -1);
    return words[0] + " on " + words[1];
  }
}
