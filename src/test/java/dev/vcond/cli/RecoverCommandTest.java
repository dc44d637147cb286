package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoverCommandTest {
  private static OpenRedis server;
  private static RedisCommands<String, String> redis;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = OpenRedis.start();
    redis = server.commands();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void configure() throws Exception {
    redis.flushall();
    Files.writeString(
        folder.resolve("config.yml"),
        """
        redis: {url: "%s"}
        storages: {disk: {module: storage.file}}
        chains: {main: {storages: [disk], ingress_lists: [in]}}
        """
            .formatted(server.url()));
    redis.sadd("vcond:lists", "former");
    redis.rpush("in", "waiting");
    held("in", "b", "host-1-a:2+");
    held("in", "a", "host-1-a:1");
    held("in", "c", "host-2-b:1");
    held("former", "f", "host-1-a:3");
  }

  private static void held(String list, String id, String claim) {
    redis.hset("vcond:{" + list + "}:inflight", id, claim);
    redis.hset(
        "vcond:{" + list + "}:instances", claim.replaceAll(":.*", ""), "other|boot|ns|0|1|1");
  }

  private Shell.Result recover(String... arguments) {
    return new Shell().run("recover", folder.resolve("config.yml"), arguments);
  }

  @Test
  void all_goes_back_in_claim_order_and_counts_against_nobody() {
    redis.hset("vcond:{in}:record:sha1:x", "begun", "host-1-a:1");

    Shell.Result result = recover("--all");

    assertThat(result.exit()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactlyInAnyOrder(
            "LIST | INSTANCE | GIVEN BACK",
            "in | host-1-a | 2",
            "in | host-2-b | 1",
            "former | host-1-a | 1");
    assertThat(redis.lrange("in", 0, -1)).containsSubsequence("a", "b", "waiting").contains("c");
    assertThat(redis.lrange("former", 0, -1)).containsExactly("f");
    assertThat(redis.keys("vcond:{in}:*")).containsExactly("vcond:{in}:record:sha1:x");
    assertThat(recover("--all").out()).isEqualTo("Nothing is in flight.\n");
    assertThat(redis.llen("in")).isEqualTo(4);
  }

  @Test
  void one_list_goes_back_alone() throws Exception {
    assertThat(recover("former", "--json").json().toString())
        .isEqualTo(
            """
            {"lists":[{"list":"former","given_back":1,"instances":{"host-1-a":1}}],\
            "owed":[],"refused":[]}\
            """);
    assertThat(redis.hlen("vcond:{in}:inflight")).isEqualTo(3);
  }

  @Test
  void while_an_instance_lives_nothing_is_taken_from_anybody() {
    redis.set("vcond:{in}:heartbeat:host-2-b", "1");

    Shell.Result refused = recover("--all");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("1 vcond still alive: host-2-b. Stop it first");
    assertThat(redis.hlen("vcond:{in}:inflight")).isEqualTo(3);
    assertThat(recover("former").exit()).isZero();

    assertThat(recover("--all", "--force").exit()).isZero();
    assertThat(redis.exists("vcond:{in}:inflight")).isZero();
    assertThat(redis.hkeys("vcond:{in}:instances")).containsExactly("host-2-b");
  }

  @Test
  void a_list_that_is_none_is_named_and_the_others_go_back() {
    redis.del("in");
    redis.set("in", "no list");

    Shell.Result result = recover("--all");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("list in: WRONGTYPE in is a string, not a list");
    assertThat(redis.hlen("vcond:{in}:inflight")).isEqualTo(3);
    assertThat(redis.lrange("former", 0, -1)).containsExactly("f");
  }

  @Test
  void owed_writes_are_told_of_and_become_dead_letters_on_demand() {
    held("DLQ:storage:disk", "o1", "host-1-a:9");
    redis.rpush("DLQ:storage:disk", "o2", "o3");
    redis.hset("vcond:{DLQ:storage:disk}:record:" + name("o1"), "origin", "former");
    redis.hset(
        "vcond:{DLQ:storage:disk}:record:" + name("o2"), Map.of("origin", "in", "checkpoint", "c"));
    redis.rpush("DLQ:in", "o3");
    redis.hset(
        "vcond:{in}:record:" + name("o3"), Map.of("code", "storage_failed", "checkpoint", "k"));

    assertThat(recover("--all").out())
        .contains("disk              3                  0", "--owed makes dead letters of them");
    assertThat(redis.lrange("DLQ:storage:disk", 0, -1)).containsExactly("o1", "o2", "o3");

    Shell.Result moved = recover("--owed");

    assertThat(moved.exit()).isZero();
    assertThat(moved.out()).contains("disk              0                  3");
    assertThat(redis.lrange("DLQ:former", 0, -1)).containsExactly("o1");
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly("o3", "o2", "o3");
    assertThat(redis.hgetall("vcond:{in}:record:" + name("o2")))
        .containsEntry("code", "owed")
        .containsEntry("step", "disk")
        .containsEntry("checkpoint", "c");
    assertThat(redis.hgetall("vcond:{in}:record:" + name("o3")))
        .containsEntry("code", "storage_failed")
        .containsEntry("checkpoint", "k");
    assertThat(redis.keys("vcond:{DLQ:storage:disk}:*")).isEmpty();
  }

  private static String name(String entry) {
    return "sha1:"
        + redis.<String>eval("return redis.sha1hex('" + entry + "')", ScriptOutputType.VALUE);
  }

  @Test
  void what_is_meant_must_be_said_once() {
    assertThat(recover().exit()).isEqualTo(64);
    assertThat(recover("in", "--all").exit()).isEqualTo(64);
  }
}
