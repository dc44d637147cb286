package dev.vcond.testserver;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.RedisUrl;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;

/** A real Redis of a test's own, with a client beside the project's connections to look and set. */
public final class OpenRedis implements AutoCloseable {
  private final EmbeddedRedis server = TestRedis.start();
  private final RedisClient client = RedisClient.create(server.url());
  private final RedisCommands<String, String> commands = client.connect().sync();
  private final Redis connected;

  private OpenRedis() throws RedisOutage {
    connected = Redis.connect(RedisUrl.parse(server.url()));
  }

  public static OpenRedis start() {
    try {
      return new OpenRedis();
    } catch (RedisOutage e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return server.url();
  }

  /** What the project has. */
  public Redis redis() {
    return connected;
  }

  /** What somebody else types. */
  public RedisCommands<String, String> commands() {
    return commands;
  }

  /** Another client, for a thread of its own. */
  public StatefulRedisConnection<String, String> anotherClient() {
    return client.connect();
  }

  /** Ends the server as a crash would. */
  public void kill() throws InterruptedException {
    server.kill();
  }

  @Override
  public void close() throws IOException {
    connected.close();
    client.shutdown();
    server.close();
  }
}
