package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.ModuleDescription;
import dev.vcond.app.ModuleKind;
import dev.vcond.app.ModuleList;
import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.DescribedOption;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret in every place that takes one, and whatever is said, none of them is in it. */
class SecretsTest {
  private static final String SECRET = "zqsecret";
  private static final Pattern ADMIN = Pattern.compile("health are at (http://[0-9.:]+)/");
  private static final List<String> LISTS = List.of("store", "hook", "http", "diet", "prog");

  /** Nobody listens on port 1. */
  private static final String CONFIGURATION =
      """
      redis: {url: "redis://vcond:zqsecret00@%s/0", sentinel_password: zqsecret01}
      admin: {listen: "127.0.0.1:0"}
      links:
        hook:
          module: links.webhook
          options:
            webhook-urls: ["http://ada:zqsecret02@127.0.0.1:1/in?key=zqsecret03"]
            headers: {Authorization: Bearer zqsecret04}
          retry: {max_attempts: 1}
        http:
          module: links.http
          options: {url: "http://127.0.0.1:1/", api_key: zqsecret05, headers: {X-Key: zqsecret06}}
          retry: {max_attempts: 1}
        diet:
          module: links.diet
          options: {remove_dialog_body: true, s3_bucket: media, aws_access_key_id: zqsecret07,
            aws_secret_access_key: zqsecret08, endpoint_url: "http://127.0.0.1:1",
            headers: {X-Key: zqsecret09}}
          retry: {max_attempts: 1}
        prog:
          module: links.exec
          options: {command: [sh, -c, "cat >/dev/null; echo $TOKEN >&2; exit 3"],
            env: {TOKEN: zqsecret10}, options: {OPENAI_API_KEY: zqsecret11}}
          retry: {max_attempts: 1}
      storages:
        rows:
          module: storage.postgres
          options: {host: 127.0.0.1, port: 1, password: zqsecret12}
          retry: {max_attempts: 1}
        http:
          module: storage.http
          options: {base_url: "http://127.0.0.1:1/", api_key: zqsecret13, headers: {X: zqsecret14}}
          retry: {max_attempts: 1}
        mcp:
          module: storage.vcon_mcp
          options: {base_url: "http://127.0.0.1:1/", api_key: zqsecret15}
          retry: {max_attempts: 1}
        hook:
          module: storage.webhook
          options: {webhook-urls: ["http://127.0.0.1:1/in?key=zqsecret16"],
            headers: {Authorization: Bearer zqsecret17}}
          retry: {max_attempts: 1}
        cache:
          module: storage.redis_storage
          options: {redis_url: "redis://u:zqsecret18@127.0.0.1:1", sentinel_password: zqsecret19}
          retry: {max_attempts: 1}
        objects:
          module: storage.s3
          options: {bucket: vcons, access_key: zqsecret20, secret_key: zqsecret21,
            endpoint_url: "http://127.0.0.1:1"}
          retry: {max_attempts: 1}
        older:
          module: storage.s3
          options: {aws_bucket: vcons, aws_access_key_id: zqsecret22,
            aws_secret_access_key: zqsecret23, endpoint_url: "http://127.0.0.1:1"}
          retry: {max_attempts: 1}
        prog:
          module: storage.exec
          options: {command: [sh, -c, "cat >/dev/null; echo $TOKEN >&2; exit 3"],
            env: {TOKEN: zqsecret24}}
          retry: {max_attempts: 1}
      chains:
        store:
          {ingress_lists: [store], storages: [rows, http, mcp, hook, cache, objects, older, prog]}
        hook: {ingress_lists: [hook], links: [hook]}
        http: {ingress_lists: [http], links: [http]}
        diet: {ingress_lists: [diet], links: [diet]}
        prog: {ingress_lists: [prog], links: [prog]}
      """;

  @TempDir Path folder;

  private Path file(String redis) throws IOException {
    return Files.writeString(folder.resolve("config.yml"), CONFIGURATION.formatted(redis));
  }

  @Test
  void each_place_that_takes_one_has_one() {
    Stream<ModuleDescription> modules =
        Stream.of(ModuleKind.values()).flatMap(kind -> ModuleList.builtIn(kind).all().stream());
    assertThat(modules)
        .allSatisfy(module -> {
          List<String> secrets =
              module.options().stream()
                  .filter(DescribedOption::secret)
                  .map(DescribedOption::key)
                  .toList();
          if (!secrets.isEmpty()) {
            String entries =
                Pattern.compile("module: " + Pattern.quote(module.module()) + "\\n(.|\\n)*?retry:")
                    .matcher(CONFIGURATION)
                    .results()
                    .map(found -> found.group())
                    .toList()
                    .toString();
            assertThat(secrets).allSatisfy(key -> assertThat(entries).contains(key + ": "));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--json",
        "--print",
        "--print --json",
        "--connect --timeout 3",
        "--connect --timeout 3 --json"
      })
  void check_shows_none(String options) throws IOException {
    String[] all = options.isEmpty() ? new String[0] : options.split(" ", -1);
    Shell.Result said = new Shell().run("check", file("127.0.0.1:1"), all);

    assertThat(said.exit()).isIn(0, 69);
    assertThat(said.out()).hasSizeGreaterThan(50).doesNotContain(SECRET);
    assertThat(said.err()).doesNotContain(SECRET);
  }

  @Test
  void what_is_written_wrongly_shows_none_either() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            redis: {url: "http://u:zqsecret01@x"}
            links:
              a: {module: links.webhook, options: {webhook-urls: "http://u:zqsecret02@x y?k=zqsecret03"}}
              b: {module: links.http, options: {url: "http://u:zqsecret04@x", api_key: "zqsecret05\\n"}}
            storages:
              c: {module: storage.postgres, options: {password: [zqsecret06], port: "${file:port}"}}
            chains: {d: {ingress_lists: [e], links: [a, b], storages: [c]}}
            """);
    Files.writeString(folder.resolve("port"), "zqsecret07");
    Shell.Result said = new Shell().run("check", file);

    assertThat(said.exit()).isEqualTo(78);
    assertThat(said.out()).contains("http://***@x y?k=***").doesNotContain(SECRET);
  }

  @Test
  void a_daemon_whose_services_are_all_away_shows_none() throws Exception {
    try (EmbeddedRedis server = TestRedis.start();
        RedisClient client = RedisClient.create(server.url())) {
      RedisCommands<String, String> redis = client.connect().sync();
      redis.aclSetuser(
          "vcond", AclSetuserArgs.Builder.on().addPassword(SECRET + "00").allKeys().allCommands());
      Path log = folder.resolve("log");
      Process daemon = start(file(URI.create(server.url()).getAuthority()), log);
      try {
        for (String list : LISTS) {
          Vcon vcon = SampleVcon.document().vcon();
          redis.set("vcon:" + vcon.id(), vcon.text());
          redis.rpush(list, vcon.id().toString());
        }
        await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> LISTS.stream().allMatch(list -> redis.llen("DLQ:" + list) == 1));
        Matcher admin = ADMIN.matcher(Files.readString(log));
        assertThat(admin.find()).isTrue();
        assertThat(get(admin.group(1) + "/metrics")).doesNotContain(SECRET);
        assertThat(get(admin.group(1) + "/readyz?verbose"))
            .contains("storage rows")
            .doesNotContain(SECRET);
      } finally {
        daemon.destroy();
        daemon.waitFor();
      }
      assertThat(Files.readString(log)).contains("went to DLQ:store").doesNotContain(SECRET);
      assertThat(records(redis)).contains("transient").doesNotContain(SECRET);
    }
  }

  private static String records(RedisCommands<String, String> redis) {
    return String.join(
        "\n",
        redis.keys("vcond:*:record:*").stream().map(redis::hgetall).map(String::valueOf).toList());
  }

  private Process start(Path config, Path log) throws IOException {
    ProcessBuilder daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vcond.cli.Main",
                "run",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    daemon.environment().put("VCOND_LOG_LEVEL", "DEBUG");
    return daemon.start();
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
