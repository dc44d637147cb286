package dev.vcond.storage.postgres;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.config.InvalidOption;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.Pooled;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.Json;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestPostgres;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class PostgresStorageTest {
  private static final VconId ID = SampleVcon.id("11ca4148-6369-41fc-a3ac-476c31cf9740");
  private static final Instant NOW = Instant.parse("2026-03-15T01:02:03.123456Z");
  private static final String VCON_SERVER_TABLE =
      """
      CREATE TABLE vcons (id uuid NOT NULL PRIMARY KEY, vcon text NOT NULL, uuid uuid NOT NULL,
        created_at timestamp NOT NULL, updated_at timestamp, subject text, vcon_json jsonb);
      ALTER TABLE vcons OWNER TO vcon
      """;

  @TempDir private Path folder;
  private TestPostgres postgres = new TestPostgres(0, "not started");

  @BeforeEach
  void freshDatabase() throws Exception {
    postgres = TestPostgres.freshDatabase();
  }

  @Test
  void a_row_holds_document_and_metadata() throws Exception {
    Vcon vcon = document().id(ID).vcon();
    try (PostgresStorage storage = at().open(InstantSource.fixed(NOW))) {
      storage.save(vcon);
    }

    assertThat(
            postgres.query(
                """
                SELECT concat_ws('|', uuid, data->>'subject', created_at AT TIME ZONE 'UTC',
                                 stored_at AT TIME ZONE 'UTC', storage_version) FROM vcons
                """))
        .containsExactly(
            ID
                + "|A question about an invoice|2026-03-14 14:09:26.535"
                + "|2026-03-15 01:02:03.123456|1.0");
  }

  /** Hikari asks the first connection alone, and keeps for ever that it got no answer. */
  @Test
  void a_server_that_dies_while_the_pool_looks_at_it_does_not_spoil_later_connections()
      throws Exception {
    var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres.port());
    try (FaultProxy proxy = FaultProxy.before(server)) {
      proxy.resetOnceAt("TRANSACTION ISOLATION LEVEL");
      try (PostgresStorage storage = at().port(proxy.address().getPort()).open()) {
        assertThatCode(
                () -> {
                  for (int i = 0; i < 3; i++) {
                    try {
                      storage.save(document().id(ID).vcon());
                      return;
                    } catch (TransientFault e) {
                      if (i == 2) {
                        throw e;
                      }
                    }
                  }
                })
            .doesNotThrowAnyException();
      }
    }
    assertThat(postgres.query("SELECT uuid FROM vcons")).containsExactly(ID.canonical());
  }

  @Test
  void a_document_without_a_readable_date_has_none() throws Exception {
    try (PostgresStorage storage = at().open()) {
      storage.save(document().with("created_at", "\"yesterday\"").vcon());
    }
    assertThat(postgres.query("SELECT created_at FROM vcons")).containsExactly("null");
  }

  @Test
  void jsonb_answers_the_last_of_duplicate_members() throws Exception {
    try (PostgresStorage storage = at().open()) {
      storage.save(SampleVcon.read(ID, "{\"a\": 1, \"a\": 2}"));
      assertThat(storage.get(ID)).hasValue("{\"a\": 2}".getBytes(UTF_8));
    }
  }

  @Test
  void nul_is_refused_for_good_with_a_way_out_that_works() throws Exception {
    Vcon vcon = document().with("subject", "\"nul \\u0000\"").vcon();
    try (PostgresStorage storage = at().open()) {
      assertThatThrownBy(() -> storage.save(vcon))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("column: text")
          .message()
          .doesNotContain("nul \\u0000");
    }
    try (PostgresStorage storage = at().named(null, "as_text").column(ColumnType.TEXT).open()) {
      storage.save(vcon);
      assertThat(storage.get(vcon.id())).hasValue(vcon.copyBytes());
    }
  }

  @Test
  void one_bad_document_fails_its_group_as_a_whole_and_the_others_alone_are_stored()
      throws Exception {
    Vcon good = document().vcon();
    Vcon bad = document().with("x", "\"\\u0000\"").vcon();
    try (PostgresStorage storage = at().open()) {
      assertThatThrownBy(() -> storage.saveAll(List.of(good, bad)))
          .isInstanceOf(DocumentFault.class);
      assertThat(storage.get(good.id())).isEmpty();
      storage.saveAll(List.of(good));
      assertThat(storage.get(good.id())).isPresent();
    }
  }

  @Test
  void many_instances_that_start_together_make_schema_and_table_once() throws Exception {
    List<Vcon> vcons = new ArrayList<>();
    List<Callable<Void>> starts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Vcon vcon = document().vcon();
      vcons.add(vcon);
      starts.add(() -> {
        try (PostgresStorage storage = at().named("Odd \"schema\"", "the table").open()) {
          storage.save(vcon);
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> start : threads.invokeAll(starts)) {
        start.get();
      }
    }
    assertThat(postgres.query("SELECT uuid FROM \"Odd \"\"schema\"\"\".\"the table\""))
        .containsExactlyInAnyOrderElementsOf(
            vcons.stream().map(vcon -> vcon.id().canonical()).toList());
  }

  @Test
  void storages_that_share_a_new_schema_make_it_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      String schema = "shared" + round;
      List<Callable<Void>> starts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String table = "table" + i;
        starts.add(() -> {
          try (PostgresStorage storage = at().named(schema, table).open()) {
            storage.save(document().vcon());
          }
          return null;
        });
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Void> start : threads.invokeAll(starts)) {
          start.get();
        }
      }
    }
  }

  @Test
  void a_table_of_vcon_server_is_recognised_and_filled_as_it_is() throws Exception {
    postgres.execute(VCON_SERVER_TABLE);
    Vcon dated = document().id(ID).vcon();
    Vcon undated = document().without("created_at").without("subject").vcon();
    try (PostgresStorage storage = at().open(InstantSource.fixed(NOW))) {
      storage.saveAll(List.of(dated, undated));
      storage.save(dated);
      assertThat(storage.get(ID)).hasValue(dated.copyBytes());
      assertThat(storage.delete(undated.id())).isTrue();
      storage.save(undated);
    }
    assertThat(
            postgres.query(
                """
                SELECT concat_ws('|', id = uuid, vcon::jsonb = vcon_json, created_at, updated_at,
                                 coalesce(subject, 'none')) FROM vcons ORDER BY subject
                """))
        .containsExactly(
            "t|t|2026-03-14 15:09:26.535|2026-03-15 01:02:03.123456|A question about an invoice",
            "t|t|2026-03-15 01:02:03.123456|2026-03-15 01:02:03.123456|none");
  }

  @Test
  void a_row_that_vcon_server_wrote_is_read_and_replaced() throws Exception {
    postgres.execute(VCON_SERVER_TABLE);
    postgres.execute(
        "INSERT INTO vcons VALUES ('%1$s', '{\"old\": 1.0}', '%1$s', now(), now(), 's', '{}')"
            .formatted(ID));
    Vcon vcon = document().id(ID).vcon();
    try (PostgresStorage storage = at().open()) {
      assertThat(storage.get(ID)).hasValue("{\"old\": 1.0}".getBytes(UTF_8));
      storage.save(vcon);
      assertThat(storage.get(ID)).hasValue(vcon.copyBytes());
    }
  }

  @Test
  void an_older_table_of_the_guide_with_fewer_and_other_columns_is_filled_as_it_is()
      throws Exception {
    postgres.execute(
        """
        CREATE TABLE vcons (uuid varchar(36) PRIMARY KEY, data json NOT NULL,
          created_at timestamp NOT NULL, updated_at timestamptz, note text DEFAULT 'x');
        ALTER TABLE vcons OWNER TO vcon
        """);
    Vcon vcon = document().id(ID).without("created_at").vcon();
    try (PostgresStorage storage = at().open(InstantSource.fixed(NOW))) {
      storage.save(vcon);
      storage.save(vcon);
      assertThat(storage.get(ID)).hasValue(vcon.copyBytes());
      assertThat(storage.delete(ID)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE vcons (name text PRIMARY KEY)",
        "CREATE TABLE vcons (uuid uuid PRIMARY KEY, data jsonb, owner_name text NOT NULL)"
      })
  void a_table_that_fits_no_layout_is_a_fault_of_the_service_that_names_its_columns(String ddl)
      throws Exception {
    postgres.execute(ddl + "; ALTER TABLE vcons OWNER TO vcon");
    try (PostgresStorage storage = at().open()) {
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("name");
      assertThatThrownBy(storage::check).isInstanceOf(ServiceFault.class);
    }
  }

  @Test
  void a_table_without_unique_ids_is_a_fault_of_the_service() throws Exception {
    postgres.execute("CREATE TABLE vcons (uuid uuid, data jsonb); ALTER TABLE vcons OWNER TO vcon");
    try (PostgresStorage storage = at().open()) {
      assertThatThrownBy(storage::check)
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("primary key");
    }
  }

  @Test
  void a_wrong_password_is_reported_quickly_and_never_shown() throws Exception {
    try (PostgresStorage storage = at().password("not the one").open()) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("password authentication failed for user \"vcon\"")
          .hasMessageContaining("127.0.0.1:" + postgres.port())
          .hasMessageContaining(postgres.database())
          .message()
          .doesNotContain("not the one");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(at().password("not the one").options().toString()).doesNotContain("not the one");
  }

  @Test
  void a_missing_database_and_a_missing_right_are_faults_of_the_service() throws Exception {
    try (PostgresStorage storage = at().database("nowhere").open()) {
      assertThatThrownBy(storage::check)
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("\"nowhere\" does not exist");
    }
    postgres.execute(
        "CREATE TABLE vcons (uuid uuid PRIMARY KEY, data jsonb); GRANT SELECT ON vcons TO vcon");
    try (PostgresStorage storage = at().open()) {
      assertThat(storage.get(ID)).isEmpty();
      assertThatThrownBy(storage::check)
          .isInstanceOf(ServiceFault.class)
          .hasMessageContaining("Grant the user");
    }
  }

  @Test
  void a_port_where_nobody_listens_is_reported_quickly_as_temporary() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (PostgresStorage storage = at().port(free).open()) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> storage.save(document().vcon()))
          .isInstanceOf(TransientFault.class)
          .hasMessageContaining("127.0.0.1:" + free);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void a_server_that_stops_and_comes_back_is_used_again() throws Exception {
    int port;
    TestPostgres own;
    try (EmbeddedPostgres server = TestPostgres.start(folder.resolve("data"), 0)) {
      port = server.port();
      TestPostgres.prepare(port);
      own = TestPostgres.freshDatabaseOn(port);
    }
    Vcon vcon = document().vcon();
    try (PostgresStorage storage = PostgresOptionsBuilder.at(own).open()) {
      assertThatThrownBy(() -> storage.save(vcon)).isInstanceOf(TransientFault.class);
      try (EmbeddedPostgres _ = TestPostgres.start(folder.resolve("data"), port)) {
        storage.save(vcon);
      }
      assertThatThrownBy(() -> storage.save(vcon)).isInstanceOf(TransientFault.class);
      assertThatThrownBy(() -> storage.get(vcon.id())).isInstanceOf(TransientFault.class);
      try (EmbeddedPostgres _ = TestPostgres.start(folder.resolve("data"), port)) {
        assertThat(storage.get(vcon.id()))
            .hasValueSatisfying(found -> assertThat(Json.same(found, vcon.copyBytes())).isTrue());
      }
    }
  }

  @Test
  void a_statement_that_waits_too_long_is_given_up_and_the_connection_is_kept() throws Exception {
    try (PostgresStorage storage =
        at().timeouts(Duration.ofSeconds(2), Duration.ofMillis(300)).open()) {
      storage.save(document().vcon());
      try (Connection other = postgres.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE vcons");
        assertThatThrownBy(() -> storage.save(document().vcon()))
            .isInstanceOf(TransientFault.class)
            .hasMessageContaining("statement timeout");
      }
      storage.save(document().vcon());
      Pooled.PoolState pool = storage.pool();
      assertThat(pool.active()).isZero();
      assertThat(pool.idle()).isPositive();
      assertThat(pool.max()).isEqualTo(4);
    }
  }

  @Test
  void a_table_dropped_while_running_fails_one_attempt_and_is_made_again() throws Exception {
    try (PostgresStorage storage = at().open()) {
      storage.save(document().vcon());
      postgres.execute("DROP TABLE vcons");
      Vcon vcon = document().id(ID).vcon();
      assertThatThrownBy(() -> storage.save(vcon)).isInstanceOf(TransientFault.class);
      assertThat(warnings(() -> storage.save(vcon)))
          .singleElement(as(STRING))
          .contains("table \"vcons\" was dropped while vcond ran and has been made again");
      assertThat(warnings(() -> storage.save(vcon))).isEmpty();
      assertThat(postgres.query("SELECT uuid FROM vcons")).containsExactly(ID.canonical());
    }
  }

  private static List<String> warnings(ThrowingCallable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(TablePreparation.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      assertThatCode(work).doesNotThrowAnyException();
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void a_check_leaves_no_row() throws Exception {
    try (PostgresStorage storage = at().open()) {
      storage.check();
    }
    assertThat(postgres.query("SELECT count(*) FROM vcons")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.b",
        "nul\0",
        "sixty-four-bytes-are-one-too-many-for-a-name-in-postgres-which-cu"
      })
  void a_table_name_that_cannot_be_is_refused(String table) {
    assertThatThrownBy(() -> at().named(null, table))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo("table"));
  }

  @Test
  void a_socket_timeout_below_the_statement_timeout_is_refused() {
    PostgresOptions valid = at().options();
    assertThatThrownBy(() ->
            new PostgresOptions(
                valid.host(),
                valid.port(),
                valid.database(),
                valid.user(),
                valid.password(),
                valid.table(),
                valid.schema(),
                valid.sslmode(),
                null,
                null,
                null,
                valid.poolSize(),
                valid.column(),
                valid.layout(),
                valid.connectTimeout(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.key()).isEqualTo("socket_timeout"));
  }

  private PostgresOptionsBuilder at() {
    return PostgresOptionsBuilder.at(postgres);
  }
}
