package dev.vcond.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.vcond.http.Health.Component;
import java.io.IOException;
import java.util.List;

/** A whole answer: all of them are small texts. */
record Answer(int status, String contentType, String body) {
  private static final String PLAIN = "text/plain; charset=utf-8";

  static Answer plain(int status, String body) {
    return new Answer(status, PLAIN, body);
  }

  static Answer text(AdminPages.Text text) {
    return new Answer(200, text.contentType(), text.text());
  }

  static Answer html(String text) {
    return new Answer(200, "text/html; charset=utf-8", text);
  }

  /** The verdict, then a line for each component; details of healthy ones only if verbose. */
  static Answer health(List<Component> components, boolean verbose) {
    boolean healthy = components.stream().allMatch(Component::ok);
    var text = new StringBuilder(healthy ? "ok\n" : "not ok\n");
    for (Component component : components) {
      text.append(component.name()).append(": ").append(state(component, verbose)).append('\n');
    }
    return plain(healthy ? 200 : 503, text.toString());
  }

  private static String state(Component component, boolean verbose) {
    // Messages of drivers have several lines; here a line is a component.
    String detail = component.detail().replaceAll("\\s+", " ").strip();
    if (!component.ok()) {
      return detail.isEmpty() ? "failed" : detail;
    }
    return verbose && !detail.isEmpty() ? "ok, " + detail : "ok";
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType);
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
