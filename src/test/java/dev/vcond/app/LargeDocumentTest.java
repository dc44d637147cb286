package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.Overrides;
import dev.vcond.storage.StorageReader;
import dev.vcond.testkit.Json;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestPostgres;
import dev.vcond.testserver.TestRedis;
import dev.vcond.testserver.TestS3;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are large for the heap of the daemon, which is a process of its own. */
class LargeDocumentTest {
  /**
   * Room for two forms of 36 MB and not for a third: what is short-lived, where one might lie, is
   * smaller than that.
   */
  private static final String[] HEAP = {"-Xmx160m", "-XX:+UseSerialGC", "-XX:SurvivorRatio=1"};

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void one_is_changed_and_stored_everywhere_and_one_that_can_never_fit_harms_nobody()
      throws Exception {
    try (EmbeddedRedis redis = TestRedis.start();
        TestS3 s3 = TestS3.start("vcons");
        var daemon = ChildDaemon.start(redis.url(), config(redis, s3), HEAP)) {
      Vcon tooLarge = LargeDocument.document(100_000_000);
      daemon.push(tooLarge);
      await().atMost(LONG).until(() -> daemon.redis().llen("DLQ:in") == 1);
      assertThat(daemon.reason(tooLarge.id().toString())).first().isEqualTo("too_large_for_memory");

      Vcon tooLargeToChange = LargeDocument.document(50_000_000);
      daemon.push(tooLargeToChange);
      await().atMost(LONG).until(() -> daemon.redis().llen("DLQ:in") == 2);
      assertThat(daemon.reason(tooLargeToChange.id().toString()))
          .satisfies(
              reason -> assertThat(reason.getFirst()).isEqualTo("too_large_for_memory"),
              reason -> assertThat(reason.getLast()).contains("that a link changes"));

      Vcon large = LargeDocument.document(36_000_000);
      daemon.push(large);
      assertThat(daemon.end(LONG)).as(daemon.log()).isEqualTo(ChildDaemon.Ending.STORED);
      expectEverywhere(large.id(), daemon.redis().get("vcon:" + large.id()));
      daemon.push(SampleVcon.document().vcon());
      await().atMost(LONG).until(() -> daemon.redis().llen("out") == 2);
    }
  }

  /** Read as {@code vcond get} reads it. */
  private void expectEverywhere(VconId id, byte[] inRedis) throws Exception {
    var config =
        Blueprint.read(folder.resolve("config.yml"), Map.of(), Overrides.none(), Catalog.builtIn())
            .config();
    try (var storages = new ConfiguredStorages(config, Catalog.builtIn(), InstantSource.system())) {
      for (String name : storages.names()) {
        byte[] found = new StorageReader(storages.open(name)).get(id).orElseThrow();
        boolean same =
            name.equals("rows") ? Json.same(found, inRedis) : Arrays.equals(found, inRedis);
        assertThat(same).as(name).isTrue();
      }
    }
  }

  private Path config(EmbeddedRedis redis, TestS3 s3) throws Exception {
    TestPostgres postgres = TestPostgres.freshDatabase();
    return Files.writeString(
        folder.resolve("config.yml"),
        """
        redis: {url: '%s'}
        admin: {listen: '127.0.0.1:0'}
        links: {tag: {module: links.tag, options: {tags: [seen]}}}
        storages:
          disk: {module: storage.file, options: {path: '%s/disk', fsync: false}}
          packed:
            module: storage.file
            options: {path: '%s/packed', fsync: false}
            on_oversize: compress
          rows:
            module: storage.postgres
            options: {port: %d, database: %s, user: %s, password: '%s'}
          objects:
            module: storage.s3
            options: {endpoint_url: 'http://127.0.0.1:%d', access_key: %s, secret_key: %s}
            on_oversize: split
        chains:
          main:
            links: [tag]
            storages: [disk, packed, rows, objects]
            ingress_lists: [in]
            egress_lists: [out]
        """
            .formatted(
                redis.url(),
                folder,
                folder,
                postgres.port(),
                postgres.database(),
                TestPostgres.USER,
                TestPostgres.PASSWORD,
                s3.address().getPort(),
                TestS3.KEY,
                TestS3.SECRET));
  }
}
