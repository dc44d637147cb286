package dev.vcond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private Health ready = () -> List.of(new Health.Component("redis", true, "answers"));
  private AdminServer server;

  private final Verbosity verbosity =
      new Verbosity() {
        private String level = "INFO";

        @Override
        public String level() {
          return level;
        }

        @Override
        public boolean set(String wanted) {
          boolean known = wanted.equals("debug");
          level = known ? "DEBUG" : level;
          return known;
        }
      };

  @BeforeEach
  void start() throws IOException {
    server =
        AdminServer.start(
            new ListenAddress("127.0.0.1", 0),
            new AdminPages(
                accept -> new AdminPages.Text("for " + accept, "# HELP a b\n"),
                () -> List.of(new Health.Component("daemon", true, "")),
                () -> ready.components(),
                verbosity));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://" + server.address() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void port_0_takes_a_free_one_and_says_which() {
    assertThat(server.address().port()).isPositive();
  }

  @Test
  void metrics_are_made_for_whoever_asks_and_say_what_they_are() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://" + server.address() + "/metrics"))
                .header("Accept", "application/openmetrics-text")
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("# HELP a b\n");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("for application/openmetrics-text");
  }

  @Test
  void a_healthy_daemon_answers_200_and_details_only_when_asked() throws Exception {
    assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/readyz").body()).isEqualTo("ok\nredis: ok\n");
    assertThat(ask("GET", "/readyz?verbose").body()).isEqualTo("ok\nredis: ok, answers\n");
    assertThat(ask("GET", "/livez").body()).isEqualTo("ok\ndaemon: ok\n");
  }

  @Test
  void one_broken_component_makes_it_503_with_the_reason_on_one_line() throws Exception {
    ready =
        () ->
            List.of(
                new Health.Component("redis", false, "away:\nConnection refused"),
                new Health.Component("lease", true, ""));

    HttpResponse<String> answer = ask("GET", "/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("not ok\nredis: away: Connection refused\nlease: ok\n");
    assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_that_breaks_answers_500_without_telling_what_broke() throws Exception {
    ready =
        () -> {
          throw new IllegalStateException("password=secret");
        };

    HttpResponse<String> answer = ask("GET", "/readyz");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("the log of vcond says why").doesNotContain("secret");
  }

  @Test
  void head_answers_without_a_body_and_other_methods_are_refused() throws Exception {
    HttpResponse<String> head = ask("HEAD", "/livez");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).contains("14");
    assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
    assertThat(ask("DELETE", "/metrics").headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void the_root_shows_the_way_and_nothing_else_is_there() throws Exception {
    assertThat(ask("GET", "/").body()).contains("/metrics", "/livez", "/readyz");
    assertThat(ask("GET", "/favicon.ico").statusCode()).isEqualTo(404);
  }

  @Test
  void the_log_level_is_shown_and_set_and_what_is_none_is_refused() throws Exception {
    assertThat(ask("GET", "/log-level").body()).isEqualTo("INFO\n");
    assertThat(put("debug").body()).isEqualTo("DEBUG\n");
    assertThat(ask("GET", "/log-level").body()).isEqualTo("DEBUG\n");
    assertThat(put("loud").statusCode()).isEqualTo(400);
    assertThat(put("x".repeat(10_000)).statusCode()).isEqualTo(400);
    assertThat(ask("POST", "/log-level").headers().firstValue("Allow")).hasValue("GET, HEAD, PUT");
    assertThat(ask("PUT", "/metrics").statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> put(String level) throws Exception {
    URI address = URI.create("http://" + server.address() + "/log-level");
    return client.send(
        HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString(level)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void a_taken_port_is_refused_with_a_way_out() {
    assertThatThrownBy(() ->
            AdminServer.start(
                server.address(),
                new AdminPages(_ -> new AdminPages.Text("", ""), ready, ready, verbosity)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on " + server.address())
        .hasMessageContaining("already in use")
        .hasMessageContaining("ss -ltnp")
        .hasMessageContaining("admin.listen");
  }

  @Test
  void a_host_that_nobody_knows_is_refused_by_name() {
    assertThatThrownBy(() ->
            AdminServer.start(
                new ListenAddress("no-such-host.invalid", 0),
                new AdminPages(_ -> new AdminPages.Text("", ""), ready, ready, verbosity)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid")
        .hasMessageContaining("admin.listen");
  }

  @Test
  void it_is_gone_after_the_close_and_can_be_closed_twice() {
    server.close();
    server.close();

    assertThatThrownBy(() -> ask("GET", "/livez")).isInstanceOf(IOException.class);
  }
}
