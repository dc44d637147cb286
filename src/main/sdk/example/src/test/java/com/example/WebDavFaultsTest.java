package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Secret;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.TransientFault;
import dev.vcond.testkit.SampleVcon;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is this storage's own: its options, and which answer is whose fault. */
class WebDavFaultsTest {
  private WebDavServer server;
  private int port;
  private Storage storage;

  @BeforeEach
  void open() throws Exception {
    server = new WebDavServer();
    port = server.address().getPort();
    URI url = URI.create("http://127.0.0.1:%d/vcons/".formatted(port));
    var options = new WebDavOptions(url, new Secret("hunter2"));
    var setup = new StorageSetup("web", InstantSource.system());
    storage = WebDavStorage.type().opener().open(options, setup);
  }

  @AfterEach
  void close() throws Exception {
    storage.close();
    server.close();
  }

  private Throwable failure() {
    return catchThrowable(() -> storage.save(SampleVcon.document().vcon()));
  }

  @ParameterizedTest
  @CsvSource({"400", "413", "415", "422"})
  void a_document_that_is_refused_is_not_tried_again(int status) {
    server.answerWith(status);

    assertThat(failure()).isInstanceOf(DocumentFault.class).hasMessageContaining("" + status);
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "405", "409", "507"})
  void a_server_that_is_not_usable_is_a_fault_of_the_service(int status) {
    server.answerWith(status);

    assertThat(failure()).isInstanceOf(ServiceFault.class).hasMessageContaining("" + status);
    assertThatThrownBy(storage::check).isInstanceOf(ServiceFault.class);
  }

  @Test
  void a_server_that_is_busy_says_when_to_come_back() {
    server.answerWith(503);

    assertThat(failure()).isInstanceOf(TransientFault.class);
    assertThat(((TransientFault) failure()).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void everything_else_is_tried_again() {
    server.answerWith(500);

    assertThat(failure()).isInstanceOf(IOException.class);
  }

  @Test
  void a_server_that_is_away_is_named() {
    server.close();

    assertThat(failure())
        .isInstanceOf(IOException.class)
        .hasMessage("cannot connect to 127.0.0.1:" + port);
  }

  @Test
  void the_token_is_sent_and_not_shown() throws Exception {
    storage.check();
    server.answerWith(401);

    assertThat(server.authorization()).isEqualTo("Bearer hunter2");
    assertThat(failure()).hasMessageNotContaining("hunter2");
  }

  @Test
  void an_address_that_cannot_be_used_is_refused_under_its_key() {
    assertThatThrownBy(() -> new WebDavOptions(URI.create("files.example.com"), null))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("url"));
  }
}
