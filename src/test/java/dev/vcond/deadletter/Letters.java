package dev.vcond.deadletter;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts dead letters of list {@code in} into Redis, as the daemon leaves them there. */
record Letters(RedisCommands<String, String> redis) {

  /** The nth of these ids; the same in every call. */
  static String id(int n) {
    return new UUID(0x1111_2222_3333_4444L, n).toString();
  }

  static List<String> ids(int from, int to) {
    var ids = new ArrayList<String>();
    for (int n = from; n < to; n++) {
      ids.add(id(n));
    }
    return ids;
  }

  /** An entry with a record. */
  void failed(String id, String step, String code) {
    redis.rpush("DLQ:in", id);
    record(id, step, code);
  }

  void record(String id, String step, String code) {
    redis.hset(
        "vcond:{in}:record:" + id,
        Map.of(
            "chain", "main",
            "step", step,
            "code", code,
            "reason", step + " said no",
            "attempts", "2",
            "first", "2026-08-01T10:00:00Z",
            "last", "2026-08-02T10:00:00.5Z",
            "checkpoint", ""));
  }

  /** Entries without records, many at once. */
  void bare(List<String> entries) {
    redis.rpush("DLQ:in", entries.toArray(String[]::new));
  }

  List<String> dead() {
    return redis.lrange("DLQ:in", 0, -1);
  }

  List<String> waiting() {
    return redis.lrange("in", 0, -1);
  }
}
