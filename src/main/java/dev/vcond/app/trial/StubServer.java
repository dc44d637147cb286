package dev.vcond.app.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All services that links may ask, on loopback, each host on a port of its own. Answers as the test
 * that runs now says, and 501 where it says nothing. Thread-safe.
 */
final class StubServer implements AutoCloseable {
  private static final int NOT_IMPLEMENTED = 501;

  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<Stub> stubs = List.of();
  private final IdentityHashMap<Stub, Integer> turns = new IdentityHashMap<>();
  private final List<Received> received = new ArrayList<>();
  private final List<Received> unanswered = new ArrayList<>();

  /** Gives a host a port; one without a name gets what is sent to a proxy. */
  synchronized String open(String host) {
    try {
      var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(exchange, host));
      server.start();
      servers.add(server);
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on these are the answers, and nothing was asked. */
  synchronized void play(List<Stub> answers) {
    stubs = List.copyOf(answers);
    turns.clear();
    received.clear();
    unanswered.clear();
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** The requests that no answer was for. */
  synchronized List<Received> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Notes a request to an address that cannot be answered for. */
  synchronized void strayed(Address address) {
    unanswered.add(new Received("request", address, new byte[0]));
  }

  private void handle(HttpExchange exchange, String host) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Address address =
          Address.of(host + exchange.getRequestURI())
              .orElse(new Address(host.isEmpty() ? "?" : host, "", "/", ""));
      send(exchange, reply(new Received(exchange.getRequestMethod(), address, body)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Stub.Reply reply(Received request) {
    received.add(request);
    for (Stub stub : stubs) {
      if (stub.fits(request)) {
        return stub.reply(turns.merge(stub, 1, Integer::sum) - 1);
      }
    }
    unanswered.add(request);
    String text = "vcond test: no answer under http: is for " + request.shown() + "\n";
    return new Stub.Reply(
        NOT_IMPLEMENTED, Map.of(), text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
  }

  private void send(HttpExchange exchange, Stub.Reply reply)
      throws IOException, InterruptedException {
    if (closed.await(reply.delay().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bare =
        reply.body().length == 0
            || reply.status() == 204
            || reply.status() == 304
            || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bare ? -1 : reply.body().length);
    if (!bare) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      servers.forEach(server -> server.stop(0));
    }
    threads.shutdownNow();
  }
}
