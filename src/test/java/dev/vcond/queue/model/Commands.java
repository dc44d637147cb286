package dev.vcond.queue.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the scripts use, on a keyspace. Times to live are not kept: a heartbeat expires
 * by a step of the model. Answers are what Redis answers: Long, String, List, null, or {@link
 * Status}.
 */
final class Commands {
  private final Keyspace keys;

  Commands(Keyspace keys) {
    this.keys = keys;
  }

  /** A status reply, such as OK. */
  record Status(String text) {}

  /** What Redis refuses. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Runs one command; the name comes first. */
  @Nullable Object run(List<String> words) {
    String key = words.size() > 1 ? words.get(1) : "";
    List<String> rest = words.subList(Math.min(2, words.size()), words.size());
    return switch (words.getFirst()) {
      case "EXISTS" -> number(keys.has(key));
      case "DEL" -> number(keys.remove(key));
      case "TYPE" -> new Status(keys.type(key));
      case "EXPIRE" -> number(keys.has(key));
      case "GET" -> text(key);
      case "SET" -> set(key, rest);
      case "STRLEN" -> strlen(key);
      case "LRANGE", "LTRIM", "LPUSH", "RPUSH", "LLEN" -> list(words.getFirst(), key, rest);
      case "SADD" -> hashSet(expect(key, "hash"), List.of(rest.getFirst(), ""));
      default -> hash(words.getFirst(), expect(key, "hash"), rest);
    };
  }

  private String expect(String key, String type) {
    String is = keys.type(key);
    if (!is.equals("none") && !is.equals(type)) {
      throw new Refused("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    return key;
  }

  private static Long number(boolean truth) {
    return truth ? 1L : 0L;
  }

  private @Nullable String text(String key) {
    return keys.text(expect(key, "string"));
  }

  private Long strlen(String key) {
    String text = text(key);
    return text == null ? 0L : text.length();
  }

  private Status set(String key, List<String> rest) {
    keys.put(key, rest.getFirst());
    return new Status("OK");
  }

  private @Nullable Object list(String command, String key, List<String> rest) {
    expect(key, "list");
    return switch (command) {
      case "LLEN" -> (long) keys.list(key).size();
      case "LRANGE" -> List.copyOf(range(key, rest));
      case "LTRIM" -> trim(key, range(key, rest));
      case "LPUSH" -> {
        rest.forEach(value -> keys.listToFill(key).addFirst(value));
        yield (long) keys.list(key).size();
      }
      default -> {
        keys.listToFill(key).addAll(rest);
        yield (long) keys.list(key).size();
      }
    };
  }

  private List<String> range(String key, List<String> rest) {
    List<String> all = keys.list(key);
    int from = at(rest.get(0), all.size());
    int to = Math.min(at(rest.get(1), all.size()) + 1, all.size());
    return from >= to ? List.of() : new ArrayList<>(all.subList(from, to));
  }

  private static int at(String index, int size) {
    int at = Integer.parseInt(index);
    return at < 0 ? Math.max(0, size + at) : at;
  }

  private Status trim(String key, List<String> left) {
    if (keys.has(key)) {
      List<String> all = keys.listToFill(key);
      all.clear();
      all.addAll(left);
      keys.dropIfEmpty(key);
    }
    return new Status("OK");
  }

  private @Nullable Object hash(String command, String key, List<String> rest) {
    Map<String, String> hash = keys.hash(key);
    return switch (command) {
      case "HGET" -> hash.get(rest.getFirst());
      case "HEXISTS" -> number(hash.containsKey(rest.getFirst()));
      case "HSET" -> hashSet(key, rest);
      case "HSETNX" -> hash.containsKey(rest.getFirst()) ? Long.valueOf(0) : hashSet(key, rest);
      case "HVALS" -> List.copyOf(hash.values());
      case "HGETALL" -> flat(hash);
      case "HINCRBY" -> increase(key, rest);
      case "HDEL" -> {
        boolean there = hash.containsKey(rest.getFirst());
        if (there) {
          hash.remove(rest.getFirst());
          keys.dropIfEmpty(key);
        }
        yield number(there);
      }
      default -> throw new Refused("ERR the model has no command " + command);
    };
  }

  private Long hashSet(String key, List<String> rest) {
    long added = 0;
    for (int i = 0; i < rest.size(); i += 2) {
      added += keys.hashToFill(key).put(rest.get(i), rest.get(i + 1)) == null ? 1 : 0;
    }
    return added;
  }

  private Long increase(String key, List<String> rest) {
    Map<String, String> hash = keys.hashToFill(key);
    long now = Long.parseLong(hash.getOrDefault(rest.get(0), "0")) + Long.parseLong(rest.get(1));
    hash.put(rest.get(0), Long.toString(now));
    return now;
  }

  private static List<String> flat(Map<String, String> hash) {
    var flat = new ArrayList<String>();
    hash.forEach((field, value) -> {
      flat.add(field);
      flat.add(value);
    });
    return flat;
  }
}
