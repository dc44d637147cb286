package com.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A web server on loopback that keeps what is PUT. */
final class WebDavServer implements AutoCloseable {
  /** The contract makes a thousand connections at the same moment. */
  private static final int BACKLOG = 1_024;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile int status;
  private volatile String authorization = "";

  WebDavServer() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/vcons/", this::answer);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Answers everything with this status from now on. */
  void answerWith(int other) {
    status = other;
  }

  /** The header of the last request. */
  String authorization() {
    return authorization;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (status != 0) {
        exchange.getResponseHeaders().add("Retry-After", "7");
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "PUT" -> exchange.sendResponseHeaders(files.put(path, body) == null ? 201 : 204, -1);
        case "DELETE" -> exchange.sendResponseHeaders(files.remove(path) == null ? 404 : 204, -1);
        default -> send(exchange, files.get(path));
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] file) throws IOException {
    if (file == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
