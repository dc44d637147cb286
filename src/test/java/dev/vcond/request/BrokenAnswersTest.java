package dev.vcond.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vcond.config.Secret;
import dev.vcond.testserver.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that answer by halves, or not at all, and what is said of them. */
final class BrokenAnswersTest {
  private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";
  private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private @Nullable ServerSocket listener;

  /** What a server does with one connection. */
  private interface Manners {
    void with(Socket client) throws Exception;
  }

  private String serve(ServerSocket bound, Manners manners) {
    listener = bound;
    Thread.ofVirtual()
        .start(() -> {
          while (!bound.isClosed()) {
            try {
              Socket client = bound.accept();
              Thread.ofVirtual().start(() -> behave(manners, client));
            } catch (IOException _) {
              return; // closed
            }
          }
        });
    return "http://localhost:" + bound.getLocalPort() + "/x?key=hidden";
  }

  private static void behave(Manners manners, Socket client) {
    try (client) {
      manners.with(client);
    } catch (Exception _) {
      // The client went away, or shook hands with nobody it trusts.
    }
  }

  private String serve(Manners manners) throws IOException {
    return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
  }

  @AfterEach
  void stop() throws IOException {
    if (listener != null) {
      listener.close();
    }
  }

  private static Requests open(Duration timeout, @Nullable Path caFile) throws Exception {
    return new Requests(
        new Requests.Settings(new Secret("open-sesame"), Map.of(), timeout, caFile, 1_000_000),
        InstantSource.system());
  }

  private static HttpResponse<byte[]> ask(Requests requests, String url) throws Exception {
    return requests.fetch(requests.to(URI.create(url)).POST(BodyPublishers.ofString("{}")));
  }

  private static RequestFailed failure(Requests requests, String url) {
    return catchThrowableOfType(RequestFailed.class, () -> ask(requests, url));
  }

  /** Reads a request with a body of two bytes; false if there is none any more. */
  private static boolean isAsked(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().endsWith("\r\n\r\n{}")) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      seen.append((char) next);
    }
    return true;
  }

  private static void answer(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
    client.getOutputStream().flush();
  }

  @Test
  void half_an_answer_is_no_answer() throws Exception {
    String url =
        serve(client -> {
          if (isAsked(client)) {
            answer(client, HALF);
          }
        });
    try (Requests requests = open(Duration.ofSeconds(5), null)) {
      RequestFailed failed = failure(requests, url);
      assertThat(failed.blame()).isEqualTo(Blame.MOMENT);
      assertThat(failed).hasMessageContaining("/x: ").hasMessageNotContaining("hidden");
    }
  }

  @Test
  void half_an_answer_whose_rest_does_not_come_ends_with_the_time_out() throws Exception {
    String url =
        serve(client -> {
          while (isAsked(client)) { // until the client gives up
            answer(client, HALF);
          }
        });
    try (Requests requests = open(Duration.ofMillis(300), null)) {
      RequestFailed failed = failure(requests, url);
      assertThat(failed.blame()).isEqualTo(Blame.MOMENT);
      assertThat(failed).hasMessageContaining("no answer within the time-out");
    }
  }

  @Test
  void a_connection_that_is_reset_is_trouble_of_the_moment() throws Exception {
    String url =
        serve(client -> {
          if (isAsked(client)) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
          }
        });
    try (Requests requests = open(Duration.ofSeconds(5), null)) {
      assertThat(failure(requests, url).blame()).isEqualTo(Blame.MOMENT);
    }
  }

  @Test
  void a_connection_that_was_closed_while_it_was_idle_costs_nothing() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    String url =
        serve(client -> {
          connections.incrementAndGet();
          if (isAsked(client)) {
            answer(client, WHOLE);
          }
          assertThat(isAsked(client)).isTrue(); // and closes without a word
        });
    try (Requests requests = open(Duration.ofSeconds(5), null)) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(requests, url).statusCode()).isEqualTo(200);
      }
    }
    assertThat(connections).hasValue(3);
  }

  @Test
  void an_interrupt_ends_a_call() throws Exception {
    String url = serve(client -> client.getInputStream().readAllBytes());
    try (Requests requests = open(Duration.ofMinutes(1), null)) {
      FutureTask<Throwable> call = new FutureTask<>(() -> catchThrowable(() -> ask(requests, url)));
      Thread thread = Thread.ofVirtual().start(call);
      thread.interrupt();
      assertThat(call.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void a_certificate_of_nobody_known_is_for_the_operator_to_mend(@TempDir Path folder)
      throws Exception {
    TestCertificate certificate = TestCertificate.in(folder, "server");
    ServerSocket secure =
        certificate
            .server()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String url =
        serve(
                secure,
                client -> {
                  if (isAsked(client)) {
                    answer(client, WHOLE);
                  }
                })
            .replace("http:", "https:");
    try (Requests strange = open(Duration.ofSeconds(5), null);
        Requests known = open(Duration.ofSeconds(5), certificate.pem())) {
      RequestFailed failed = failure(strange, url);
      assertThat(failed.blame()).isEqualTo(Blame.SERVICE);
      assertThat(failed)
          .hasMessageContaining("is not trusted")
          .hasMessageContaining("ca_file")
          .hasMessageNotContaining("hidden");
      assertThat(ask(known, url).statusCode()).isEqualTo(200);
    }
  }
}
