package dev.vcond.app;

import static org.awaitility.Awaitility.await;

import dev.vcond.config.Overrides;
import dev.vcond.event.PipelineListener;
import dev.vcond.metrics.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/** A daemon as it is wired, seen from outside through its admin pages. */
final class RunningDaemon implements AutoCloseable {
  private static final PipelineListener NOBODY = _ -> {};

  private final Daemon daemon;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningDaemon(Daemon daemon) {
    this.daemon = daemon;
  }

  /**
   * @param configuration without its section {@code admin}
   */
  static RunningDaemon start(Path folder, String configuration) throws Exception {
    return start(folder, configuration, Catalog.builtIn());
  }

  static RunningDaemon start(Path folder, String configuration, Catalog catalog) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"), "admin: {listen: '127.0.0.1:0'}\n" + configuration);
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), catalog);
    return new RunningDaemon(new Launcher(blueprint, NOBODY, InstantSource.system()).launch());
  }

  Daemon daemon() {
    return daemon;
  }

  HttpResponse<String> get(String path) {
    try {
      URI uri = URI.create("http://" + daemon.admin() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until {@code /readyz} answers 200. */
  RunningDaemon ready() {
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/readyz").statusCode() == 200);
    return this;
  }

  /** Waits until {@code /readyz} answers 503 and its text has all of these. */
  void notReady(String... reasons) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> get("/readyz"),
            answer ->
                answer.statusCode() == 503
                    && Arrays.stream(reasons).allMatch(answer.body()::contains));
  }

  Exposition metrics() {
    return Exposition.parse(get("/metrics").body());
  }

  @Override
  public void close() {
    daemon.close();
    client.close();
  }
}
