package dev.vcond.queue;

import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.redis.Route;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections to Redis, one per role, so that a slow document never delays a heartbeat. A
 * command that was on its way when a connection broke is not sent again by the client: only the
 * engine knows what may be repeated. Thread-safe.
 */
public final class Redis implements AutoCloseable {
  static final Duration TIMEOUT = Timings.PRODUCTION.answer();

  /** For a connection that is made to see why there is none. */
  private static final Duration PROBE = Duration.ofSeconds(3);

  /** For a document of hundreds of megabytes. */
  static final Duration LARGE = Timings.PRODUCTION.largeAnswer();

  private final RedisServer address;

  private final RedisClient client;
  private final RedisURI uri;
  private final Timings timings;
  private final RoleConnection control;
  private final RoleConnection queue;
  private final RoleConnection documents;
  private final MasterWatch master;
  private final AtomicInteger moves = new AtomicInteger();

  private Redis(RedisServer address, RedisClient client, RedisURI uri, Timings timings) {
    this.address = address;
    this.client = client;
    this.uri = uri;
    this.timings = timings;
    // Mute, it must be replaced early enough for another heartbeat within the lease.
    control = new RoleConnection("control", timings.heartbeat(), this::connect);
    queue = new RoleConnection("claims and acknowledgements", timings.answer(), this::connect);
    documents = new RoleConnection("documents", timings.largeAnswer(), this::connect);
    master = new MasterWatch(client, uri);
  }

  /**
   * Connects.
   *
   * @throws RedisOutage if Redis cannot be reached, does not let us in or is one that vcond cannot
   *     use; the message names the address without its password
   */
  public static Redis connect(RedisUrl url) throws RedisOutage {
    return connect(url, Timings.PRODUCTION);
  }

  /** Connects to a server that may need more than its address. */
  public static Redis connect(RedisServer server) throws RedisOutage {
    return connect(server, Timings.PRODUCTION);
  }

  /** Connects, to live by these timings. */
  public static Redis connect(RedisUrl url, Timings timings) throws RedisOutage {
    return connect(RedisServer.at(url), timings);
  }

  /** Connects, to live by these timings. */
  public static Redis connect(RedisServer server, Timings timings) throws RedisOutage {
    RedisURI uri = Route.to(server, timings.answer(), "vcond");
    RedisClient client = Client.forServer(server);
    try {
      var redis = new Redis(server, client, uri, timings);
      ServerCheck.of(redis.queue())
          .ifPresent(why -> {
            throw new IllegalStateException(why);
          });
      return redis;
    } catch (RuntimeException e) {
      Client.shutDown(client);
      throw new RedisOutage("Redis at " + server + " cannot be reached: " + told(e), e);
    }
  }

  CompletionStage<StatefulRedisConnection<byte[], byte[]>> connect() {
    return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
  }

  /** What everything that works on these connections lives by. */
  public Timings timings() {
    return timings;
  }

  /**
   * Finds connections that are open and mute, or lead to a server that is the master no more. To be
   * called every few seconds; never waits.
   */
  void probe() {
    if (master.changed()) {
      moves.incrementAndGet();
      control.replace();
      queue.replace();
      documents.replace();
    }
    boolean mute = control.probe();
    queue.probe();
    if (mute) {
      // It has the longest patience, and would keep what runs next waiting on a dead network.
      documents.replace();
    }
    documents.probe();
  }

  /** Counts fail-overs: a connection made before the last one may lead to the old master. */
  int moves() {
    return moves.get();
  }

  RedisAsyncCommands<byte[], byte[]> control() {
    return control.async();
  }

  RedisAsyncCommands<byte[], byte[]> queue() {
    return queue.async();
  }

  RedisAsyncCommands<byte[], byte[]> documents() {
    return documents.async();
  }

  /** Runs a script; the first time after Redis started it is sent whole. */
  static <T> CompletionStage<T> run(
      RedisAsyncCommands<byte[], byte[]> on,
      Script script,
      ScriptOutputType type,
      byte[][] keys,
      byte[]... arguments) {
    return Redis.<T>known(on, script, type, keys, arguments)
        .exceptionallyCompose(e -> {
          if (cause(e) instanceof RedisNoScriptException) {
            return script.readsOnly()
                ? on.evalReadOnly(script.source(), type, keys, arguments)
                : on.eval(script.source(), type, keys, arguments);
          }
          return CompletableFuture.failedFuture(cause(e));
        });
  }

  private static <T> CompletionStage<T> known(
      RedisAsyncCommands<byte[], byte[]> on,
      Script script,
      ScriptOutputType type,
      byte[][] keys,
      byte[][] arguments) {
    try {
      return script.readsOnly()
          ? on.evalshaReadOnly(script.sha1(), type, keys, arguments)
          : on.evalsha(script.sha1(), type, keys, arguments);
    } catch (IllegalStateException e) {
      // The client is closed; whoever is late with a retry hears it like any other failure.
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Waits for an answer and sorts what may go wrong into outages and refusals. */
  static <T> T await(CompletionStage<T> answer)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return await(answer, TIMEOUT);
  }

  static <T> T await(CompletionStage<T> answer, Duration limit)
      throws RedisOutage, RedisRefusal, InterruptedException {
    try {
      return answer.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RedisOutage("Redis gave no answer for " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw sorted(e);
    }
  }

  private static RedisOutage sorted(ExecutionException e) throws RedisRefusal {
    Throwable cause = cause(e);
    String message = rootMessage(cause);
    if (refused(cause)) {
      throw new RedisRefusal(RedisAdvice.said(message), cause);
    }
    return new RedisOutage(told(cause), cause);
  }

  private static String told(Throwable e) {
    return SentinelTrouble.in(e).orElseGet(() -> rootMessage(e));
  }

  /** Whether Redis answered, and refused this one command. */
  static boolean refused(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof RedisCommandExecutionException
        && !RedisOutage.means(rootMessage(cause));
  }

  /**
   * Whether a script that failed may have done something: Redis refused it unread, or it never left
   * this process, else it may.
   */
  static boolean mayHaveRun(Throwable failure) {
    Throwable cause = cause(failure);
    String message = rootMessage(cause);
    if (cause instanceof RedisCommandExecutionException) {
      // A script that was stopped by an error says where.
      return message.contains("@user_script");
    }
    return !message.startsWith("Currently not connected")
        && !message.equals("Connection is closed");
  }

  static Throwable cause(Throwable e) {
    Throwable at = e;
    while ((at instanceof CompletionException || at instanceof ExecutionException)
        && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  static String rootMessage(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    String message = at.getMessage();
    return message == null ? at.getClass().getSimpleName() : message;
  }

  /**
   * What keeps us from Redis. A client that is not connected says only that; a connection made to
   * see why says more.
   *
   * @param failure what a command was told
   */
  String whyAway(String failure) {
    if (control.isOpen()) {
      return failure;
    }
    var attempt = connect();
    try {
      await(attempt, PROBE);
      return failure;
    } catch (RedisOutage | RedisRefusal e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failure;
    } finally {
      var _ = attempt.thenAccept(StatefulRedisConnection::close);
    }
  }

  /** The address without its password. */
  @Override
  public String toString() {
    return address.toString();
  }

  @Override
  public void close() {
    Client.shutDown(client);
  }
}
