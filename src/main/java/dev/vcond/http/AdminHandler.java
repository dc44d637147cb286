package dev.vcond.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the page of a request. One handler for all paths, since the server's own contexts match by
 * prefix: {@code /metricsfoo} would be {@code /metrics}.
 */
final class AdminHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private static final String LOG_LEVEL = "/log-level";

  /** More than the name of any level, and what may be around it. */
  private static final int LONGEST_LEVEL = 64;

  private static final String INDEX =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>vcond</title></head><body>
      <h1>vcond</h1>
      <ul>
      <li><a href="/metrics">/metrics</a> for Prometheus</li>
      <li><a href="/livez?verbose">/livez</a> is 503 when only a restart helps</li>
      <li><a href="/readyz?verbose">/readyz</a> is 503 when vCons do not move, and says why</li>
      <li><a href="/log-level">/log-level</a> is how much the log says; PUT sets it</li>
      </ul>
      </body></html>
      """;

  private final AdminPages pages;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  AdminHandler(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).send(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    try {
      if (path.equals(LOG_LEVEL) && exchange.getRequestMethod().equals("PUT")) {
        return setLevel(exchange);
      }
      Answer answer = page(path, isVerbose(exchange), accept(exchange));
      failing.remove(path);
      if (answer.status() != 404 && !METHODS.contains(exchange.getRequestMethod())) {
        boolean settable = path.equals(LOG_LEVEL);
        exchange.getResponseHeaders().set("Allow", settable ? "GET, HEAD, PUT" : "GET, HEAD");
        return Answer.plain(
            405, "Only GET, HEAD" + (settable ? " and PUT" : "") + " are answered here.\n");
      }
      return answer;
    } catch (RuntimeException e) {
      return failed(path, e);
    }
  }

  private Answer page(String path, boolean verbose, String accept) {
    return switch (path) {
      case "/" -> Answer.html(INDEX);
      case "/metrics" -> Answer.text(pages.metrics().apply(accept));
      case "/livez" -> Answer.health(pages.live().components(), verbose);
      case "/readyz" -> Answer.health(pages.ready().components(), verbose);
      case LOG_LEVEL -> Answer.plain(200, pages.verbosity().level() + "\n");
      default ->
          Answer.plain(404, "Not here. There are /metrics, /livez, /readyz and /log-level.\n");
    };
  }

  /** From this machine only: the port may be open to monitors, who have nothing to change. */
  private Answer setLevel(HttpExchange exchange) {
    if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
      return Answer.plain(403, "Only who is on the same machine may set the log level.\n");
    }
    try (InputStream body = exchange.getRequestBody()) {
      String level = new String(body.readNBytes(LONGEST_LEVEL), UTF_8).strip();
      return pages.verbosity().set(level)
          ? Answer.plain(200, pages.verbosity().level() + "\n")
          : Answer.plain(400, "A level is ERROR, WARN, INFO, DEBUG or TRACE.\n");
    } catch (IOException _) {
      return Answer.plain(400, "The level could not be read.\n");
    }
  }

  /** A monitor asks every few seconds: said once, and again only after the page has worked. */
  private Answer failed(String path, RuntimeException e) {
    if (failing.add(path)) {
      log.error("The admin page {} cannot be made and answers 500 until it can.", path, e);
    }
    return Answer.plain(500, "This page cannot be made; the log of vcond says why.\n");
  }

  private static String accept(HttpExchange exchange) {
    return String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
  }

  private static boolean isVerbose(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query != null
        && Arrays.stream(query.split("&", -1))
            .anyMatch(part -> part.equals("verbose") || part.startsWith("verbose="));
  }
}
