package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.vcon.VconId;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandType;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargeReadTest {
  private static final int SIZE = LargeRead.FROM * 2 + 17;

  private static QueueBench bench;
  private static Documents documents;
  private static RedisCommands<byte[], byte[]> redis;
  private VconId id;
  private byte[] key;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    documents = new Documents(bench.redis());
    redis = bench.client.connect(ByteArrayCodec.INSTANCE).sync();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void empty() {
    bench.renew();
    id = VconId.parse(QueueBench.newId()).orElseThrow();
    key = Keys.document(id);
  }

  private static long calls(String command) {
    return bench
        .look
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  @Test
  void a_large_document_comes_in_pieces_byte_for_byte_and_its_connection_is_closed()
      throws Exception {
    byte[] document = new byte[SIZE];
    new Random(1).nextBytes(document);
    redis.set(key, document);
    long connections = bench.look.clientList().lines().count();
    bench.look.configResetstat();
    assertThat(documents.read(id)).hasValue(document);
    assertThat(calls("getrange")).isEqualTo((SIZE + (4 << 20) - 1) / (4 << 20));
    assertThat(calls("get")).isZero();
    await().until(() -> bench.look.clientList().lines().count() == connections);
  }

  @Test
  void a_document_that_is_replaced_while_it_is_read_is_the_old_or_the_new_one() throws Exception {
    byte[][] versions = {new byte[SIZE], new byte[SIZE]};
    Arrays.fill(versions[0], (byte) 'a');
    Arrays.fill(versions[1], (byte) 'b');
    redis.set(key, versions[0]);
    var done = new AtomicBoolean();
    Thread producer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              for (int i = 1; !done.get(); i++) {
                redis.set(key, versions[i % 2]);
              }
            });
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(documents.read(id).orElseThrow()).isIn((Object[]) versions);
      }
    } finally {
      done.set(true);
      producer.join();
    }
  }

  @Test
  void a_user_who_may_not_watch_reads_it_all_the_same() throws Exception {
    byte[] document = new byte[SIZE];
    redis.set(key, document);
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.WATCH));
    try {
      assertThat(documents.read(id)).hasValue(document);
    } finally {
      bench.look.aclSetuser("default", AclSetuserArgs.Builder.allCommands());
    }
  }
}
