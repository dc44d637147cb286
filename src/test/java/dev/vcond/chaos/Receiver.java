package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** An HTTP service that keeps what it is sent, the last for each id, and can be out of order. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;

  /** By storage, then by id. */
  private final Map<String, Map<String, String>> documents = new ConcurrentHashMap<>();

  private volatile int status;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers everything with a status; 0 lets it work again. */
  void answer(int everything) {
    status = everything;
  }

  /** What a storage sent, by id. */
  Map<String, String> documents(String storage) {
    return documents.getOrDefault(storage, Map.of());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      if (status != 0) {
        send(exchange, status, "");
      } else if (exchange.getRequestMethod().equals("POST")) {
        documents
            .computeIfAbsent(path[1], _ -> new ConcurrentHashMap<>())
            .put(exchange.getRequestHeaders().getFirst("X-Vcon-Uuid"), body);
        send(exchange, 201, "");
      } else {
        String found = documents(path[1]).get(path[path.length - 1]);
        send(exchange, found == null ? 404 : 200, found == null ? "" : found);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
