package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.config.Overrides;
import dev.vcond.storage.ServiceFault;
import dev.vcond.testserver.TestCertificate;
import dev.vcond.testserver.TestPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with a certificate of a private authority, as a configuration reaches them. */
class TlsTest {
  @TempDir static Path folder;

  private static TestCertificate ours;
  private static TestCertificate other;
  private static EmbeddedPostgres postgres;
  private static HttpsServer api;

  @BeforeAll
  static void start() throws Exception {
    ours = TestCertificate.in(folder, "ours");
    other = TestCertificate.in(folder, "other");
    postgres = TestPostgres.start(folder.resolve("postgres"), 0);
    var admin = new TestPostgres(postgres.port(), EmbeddedPostgres.DATABASE);
    // Written by the server itself: it may run as another user, and takes no key of anybody else.
    write(admin, ours.pem(), "server.crt");
    write(admin, ours.key(), "server.key");
    admin.execute("ALTER SYSTEM SET ssl = on");
    admin.execute("SELECT pg_reload_conf()");
    await().until(() -> admin.query("SHOW ssl").getFirst().equals("on"));
    api = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.setHttpsConfigurator(new HttpsConfigurator(ours.server()));
    api.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    api.start();
  }

  private static void write(TestPostgres admin, Path file, String name) throws Exception {
    admin.execute(
        "COPY (SELECT unnest(string_to_array($pem$%s$pem$, E'\\n'))) TO PROGRAM 'umask 077; cat > %s'"
            .formatted(Files.readString(file).strip(), name));
  }

  @AfterAll
  static void stop() throws Exception {
    api.stop(0);
    postgres.close();
  }

  private static void check(String storage) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storages: {own: {%s}}
            chains: {main: {storages: [own], ingress_lists: [in]}}
            """
                .formatted(storage));
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn());
    try (var storages =
        new ConfiguredStorages(blueprint.config(), Catalog.builtIn(), InstantSource.system())) {
      storages.open("own").check();
    }
  }

  private static void postgres(String host, String options) throws Exception {
    check(
        "module: storage.postgres, options: {host: %s, port: %d, database: postgres, user: postgres, %s}"
            .formatted(host, postgres.port(), options));
  }

  private static void http(String options) throws Exception {
    check(
        "module: storage.http, options: {base_url: 'https://localhost:%d'%s}"
            .formatted(api.getAddress().getPort(), options));
  }

  @Test
  void every_sslmode_reaches_a_postgres_whose_authority_is_named() {
    for (String mode : new String[] {"disable", "allow", "prefer", "require"}) {
      assertThatCode(() -> postgres("127.0.0.1", "sslmode: " + mode))
          .as(mode)
          .doesNotThrowAnyException();
    }
    String named = ", sslrootcert: '%s'".formatted(ours.pem());
    assertThatCode(() -> postgres("127.0.0.1", "sslmode: verify-ca" + named))
        .doesNotThrowAnyException();
    assertThatCode(() -> postgres("localhost", "sslmode: verify-full" + named))
        .doesNotThrowAnyException();
  }

  @Test
  void a_postgres_that_is_not_trusted_is_the_operators_to_mend() {
    assertThatThrownBy(() ->
            postgres("localhost", "sslmode: verify-ca, sslrootcert: '%s'".formatted(other.pem())))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("`sslrootcert`");
    assertThatThrownBy(() ->
            postgres("127.0.0.1", "sslmode: verify-full, sslrootcert: '%s'".formatted(ours.pem())))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("`host` must be a name");
    assertThatThrownBy(
            () -> postgres("localhost", "sslmode: verify-ca, sslrootcert: /nowhere/ca.pem"))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("/nowhere/ca.pem");
  }

  @Test
  void an_api_is_trusted_by_its_private_authority_and_by_no_other() {
    assertThatCode(() -> http(", ca_file: '%s'".formatted(ours.pem()))).doesNotThrowAnyException();
    for (String trust : new String[] {"", ", ca_file: '%s'".formatted(other.pem())}) {
      assertThatThrownBy(() -> http(trust))
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("`ca_file`");
    }
  }
}
