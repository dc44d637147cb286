package dev.vcond.testserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * An API for vCons on loopback: POST, GET and DELETE below {@code /vcons}. Tests can prepare its
 * next answers and see what was asked.
 */
public final class TestHttpApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  private final Queue<Answer> prepared = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final String envelope;

  /** An answer given instead of the usual one. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public Answer(int status) {
      this(status, Map.of(), "");
    }
  }

  /** What came. */
  public record Request(String method, String path, Headers headers, String body, long atNanos) {}

  private TestHttpApi(HttpServer server, String envelope) {
    this.server = server;
    this.envelope = envelope;
  }

  /** Starts one that answers with the document itself. */
  public static TestHttpApi start() {
    return start("%s");
  }

  /** Starts one whose answer to a GET has this form. */
  public static TestHttpApi start(String envelope) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
      TestHttpApi api = new TestHttpApi(server, envelope);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", api::handle);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Gives this answer to the next request that has none yet. */
  public void answerNext(Answer answer) {
    prepared.add(answer);
  }

  /** Every request so far. */
  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      String path = exchange.getRequestURI().toString();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8),
              System.nanoTime()));
      Answer answer = prepared.poll();
      if (answer != null) {
        answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        send(exchange, answer.status, answer.body.getBytes(StandardCharsets.UTF_8));
        return;
      }
      usual(exchange, path, body);
    }
  }

  private void usual(HttpExchange exchange, String path, byte[] body) throws IOException {
    String id = path.substring(path.lastIndexOf('/') + 1);
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        String uuid = String.valueOf(exchange.getRequestHeaders().getFirst("X-Vcon-Uuid"));
        documents.put(uuid, body);
        send(exchange, 201, body);
      }
      case "GET" -> {
        byte[] found = documents.get(id);
        send(exchange, found == null ? 404 : 200, found == null ? new byte[0] : wrapped(found));
      }
      case "DELETE" -> send(exchange, documents.remove(id) == null ? 404 : 204, new byte[0]);
      default -> send(exchange, 405, new byte[0]);
    }
  }

  private byte[] wrapped(byte[] document) {
    return envelope
        .formatted(new String(document, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = exchange.getRequestBody();
    return gzip ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
