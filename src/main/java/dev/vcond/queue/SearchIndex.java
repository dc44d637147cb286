package dev.vcond.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.vcon.Form;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What vcon-server's API finds vCons by: a sorted set of all of them by creation time, and a set of
 * uuids for each telephone number, mail address and name of a party. Immutable.
 *
 * @param sortedSet the key of the sorted set; its members are {@code vcon:<uuid>}, and bare uuids
 *     of older producers
 * @param expiry time to live of the sets
 * @param clock stands in for a creation time that a document does not tell
 */
public record SearchIndex(String sortedSet, Duration expiry, InstantSource clock) {
  private static final List<String> SEARCHED = List.of("tel", "mailto", "name");

  /** Sends what enters a document; each answer may be a refusal. */
  List<CompletionStage<?>> add(RedisAsyncCommands<byte[], byte[]> redis, Vcon vcon) {
    var answers = new ArrayList<CompletionStage<?>>();
    answers.add(
        redis.zadd(Keys.bytes(sortedSet), (double) created(vcon), Keys.document(vcon.id())));
    for (String key : keys(vcon)) {
      answers.add(redis.sadd(Keys.bytes(key), Keys.bytes(vcon.id().asPopped())));
      answers.add(redis.expire(Keys.bytes(key), expiry));
    }
    return answers;
  }

  /**
   * Sends what takes a document out.
   *
   * @param vcon its content if it is known, for it tells in which sets it is
   */
  List<CompletionStage<?>> remove(
      RedisAsyncCommands<byte[], byte[]> redis, VconId id, Optional<Vcon> vcon) {
    byte[] member = Keys.bytes(id.asPopped());
    var answers = new ArrayList<CompletionStage<?>>();
    answers.add(redis.zrem(Keys.bytes(sortedSet), Keys.document(id), member));
    for (String key : vcon.map(SearchIndex::keys).orElse(Set.of())) {
      answers.add(redis.srem(Keys.bytes(key), member));
    }
    return answers;
  }

  /** Seconds since 1970. */
  private long created(Vcon vcon) {
    return vcon.createdAtTime()
        .map(OffsetDateTime::toInstant)
        .orElseGet(clock::instant)
        .getEpochSecond();
  }

  /** The sets that name a document; a signed or encrypted one does not show its parties. */
  private static Set<String> keys(Vcon vcon) {
    var keys = new LinkedHashSet<String>();
    if (vcon.form() == Form.PLAIN) {
      for (JsonNode party : vcon.tree().path("parties")) {
        for (String name : SEARCHED) {
          JsonNode value = party.path(name);
          if (!value.isNull() && !value.asText().isEmpty()) {
            keys.add(name + ":" + value.asText());
          }
        }
      }
    }
    return keys;
  }
}
