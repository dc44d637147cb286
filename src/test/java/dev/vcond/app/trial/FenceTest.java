package dev.vcond.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FenceTest {
  private final ProxySelector before = ProxySelector.getDefault();
  private final StubServer server = new StubServer();
  private final Hosts hosts = new Hosts(server::open);
  private final Fence fence = Fence.around(server, hosts);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    fence.close();
    server.close();
    assertThat(ProxySelector.getDefault()).isSameAs(before);
    assertThat(System.getProperty("aws.endpointUrlS3")).isNull();
  }

  private String get(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private void answers(String url, String text) {
    var reply = new Stub.Reply(200, Map.of(), text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    server.play(List.of(new Stub(Address.of(url).orElseThrow(), null, List.of(reply))));
  }

  private List<String> unanswered() {
    return server.unanswered().stream().map(Received::shown).toList();
  }

  @Test
  void an_address_that_no_option_named_is_answered_by_the_test() throws Exception {
    answers("http://elsewhere.invalid/recording.wav", "sound");

    assertThat(get("http://elsewhere.invalid/recording.wav")).isEqualTo("sound");
    assertThat(get("http://elsewhere.invalid/other")).startsWith("vcond test: no answer");
    assertThat(unanswered()).containsExactly("GET http://elsewhere.invalid/other");
  }

  @Test
  void one_with_tls_is_refused_and_named() {
    assertThatThrownBy(() -> get("https://elsewhere.invalid/recording.wav"))
        .isInstanceOf(IOException.class);
    assertThat(unanswered()).contains("request https://elsewhere.invalid/recording.wav");
  }

  @Test
  void loopback_is_reached_and_known_by_the_name_of_its_host() throws Exception {
    answers("https://crm.example/hook", "thanks");

    String moved = hosts.place("https://crm.example") + "/hook";

    assertThat(get(moved)).isEqualTo("thanks");
    assertThat(unanswered()).isEmpty();
    assertThat(hosts.original("at " + moved + ".")).isEqualTo("at https://crm.example/hook.");
  }

  @Test
  void the_buckets_of_amazon_are_here() {
    assertThat(System.getProperty("aws.endpointUrlS3"))
        .isEqualTo(hosts.place("https://s3.amazonaws.com"));
  }
}
