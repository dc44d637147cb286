package dev.vcond.queue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.RedisUrl;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A real Redis, a connection of the daemon's kind to it, and a plain one to look from outside.
 * There is no heart: a test says itself when the instance lives. The plain one's characters are
 * bytes.
 */
final class QueueBench implements AutoCloseable {
  /** What a test waits for happens ten times sooner than in production. */
  static final Timings QUICK =
      new Timings(
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  static final Duration GUARD = Duration.ofHours(1);

  final EmbeddedRedis server = TestRedis.start();
  final RedisClient client = RedisClient.create(server.url());
  final RedisCommands<String, String> look = client.connect(new StringCodec(ISO_8859_1)).sync();
  final Queue<PipelineEvent> events = new ConcurrentLinkedQueue<>();
  final Instance instance = new Instance("host-1-abcd", "host|boot|pid|user|1|1");
  private Redis redis;
  private Lease lease;
  private IngressQueue queue;

  QueueBench() throws RedisOutage {
    redis = Redis.connect(RedisUrl.parse(server.url()));
    lease = lasting();
    queue = new IngressQueue(redis, instance, lease);
  }

  /** Connects the daemon's side anew, through a proxy for instance; what it knew is forgotten. */
  void connect(String url, Timings timings) throws RedisOutage {
    redis.close();
    redis = Redis.connect(RedisUrl.parse(url), timings);
    renew();
  }

  /** Empties Redis; the instance lives, and has claimed nothing. */
  void renew() {
    look.flushall();
    // Or an answer that a test loses may only have been that the script is not known.
    for (Script script : Script.values()) {
      look.scriptLoad(script.source());
    }
    events.clear();
    lease = lasting();
    queue = new IngressQueue(redis, instance, lease);
    beat("in");
  }

  /** It holds for longer than any test takes. */
  private static Lease lasting() {
    var lease = new Lease(InstantSource.system(), slow());
    lease.renewed(System.nanoTime(), InstantSource.system().millis());
    return lease;
  }

  private static Timings slow() {
    Timings usual = Timings.PRODUCTION;
    return new Timings(
        usual.heartbeat(),
        usual.heartbeatAway(),
        Duration.ofHours(10),
        usual.answer(),
        usual.largeAnswer(),
        usual.probe(),
        usual.selfCheck(),
        usual.sweep());
  }

  void beat(String list) {
    look.hset("vcond:{" + list + "}:instances", instance.id(), instance.registration());
    look.set("vcond:{" + list + "}:heartbeat:" + instance.id(), "1");
  }

  Redis redis() {
    return redis;
  }

  Lease lease() {
    return lease;
  }

  IngressQueue queue() {
    return queue;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Pushes an id whose document is there. */
  String submit(String list) {
    String id = newId();
    look.set("vcon:" + id, "{\"uuid\":\"" + id + "\"}");
    look.rpush(list, id);
    return id;
  }

  void setFor(String key, long seconds, String value) {
    look.set(key, value, SetArgs.Builder.ex(Duration.ofSeconds(seconds)));
  }

  Delivery claimOne(String list) throws Exception {
    List<Delivery> claimed = queue.claim(list, 1, GUARD).deliveries();
    return claimed.getFirst();
  }

  List<String> list(String list) {
    return look.lrange(list, 0, -1);
  }

  /** What the in-flight hash of a list says of an id. */
  String held(String list, String id) {
    return look.hget("vcond:{" + list + "}:inflight", id);
  }

  String record(String list, String id, String field) {
    return look.hget("vcond:{" + list + "}:record:" + id, field);
  }

  private static byte[][] all(String... words) {
    return Arrays.stream(words).map(QueueBench::raw).toArray(byte[][]::new);
  }

  private static byte[][] all(List<String> words) {
    return all(words.toArray(String[]::new));
  }

  /** Runs a script as the daemon does; it answers a list. */
  List<Object> many(Script script, List<String> keys, String... arguments) throws Exception {
    return Redis.await(
        Redis.<List<Object>>run(
            redis.queue(), script, ScriptOutputType.MULTI, all(keys), all(arguments)));
  }

  /** Runs a script that answers text. */
  String text(Script script, List<String> keys, String... arguments) throws Exception {
    return shown(
        Redis.await(
            Redis.<byte[]>run(
                redis.queue(), script, ScriptOutputType.VALUE, all(keys), all(arguments))));
  }

  /** Runs a script that answers a number. */
  long number(Script script, List<String> keys, String... arguments) throws Exception {
    return Redis.await(
        Redis.<Long>run(
            redis.queue(), script, ScriptOutputType.INTEGER, all(keys), all(arguments)));
  }

  static byte[] raw(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String shown(byte[] raw) {
    return new String(raw, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    redis.close();
    client.shutdown();
    server.close();
  }
}
