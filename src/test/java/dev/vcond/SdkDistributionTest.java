package dev.vcond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer with the distribution: builds the project of {@code sdk/} without a network, puts its
 * jar where the configuration says, and stores a vCon with it.
 */
final class SdkDistributionTest {
  private static final long MINUTES_FOR_A_COMMAND = 3;

  @TempDir Path folder;

  private static Path distribution() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      return built
          .filter(each -> Files.isDirectory(each.resolve("sdk")))
          .max(Path::compareTo)
          .orElseThrow(() -> new AssertionError("Build it first: bin/maven package"))
          .toAbsolutePath();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(each, to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * The local repository with all that the build of vcond has fetched, and without vcond's own jars
   * that an earlier run of this test may have left there.
   */
  private Path localRepository() throws IOException {
    String known = System.getProperty("localRepository");
    Path full =
        known == null
            ? Path.of(System.getProperty("user.home"), ".m2", "repository")
            : Path.of(known);
    Path local = folder.resolve("m2");
    link(full, local, "dev");
    link(full.resolve("dev"), local.resolve("dev"), "vcond");
    return local;
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> all = Files.list(from)) {
      for (Path each : all.filter(each -> !each.endsWith(except)).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  /** JUnit would warn of each link when it removes the folder. */
  private static void unlink(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      for (Path each : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(each);
      }
    }
  }

  private static String run(Path in, String... command) throws Exception {
    Path output = Files.createTempFile(in, "output", ".txt");
    Process process = started(in, output, command);
    boolean ended = process.waitFor(MINUTES_FOR_A_COMMAND, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended && process.exitValue() == 0).as("%s\n%s", List.of(command), said).isTrue();
    return said;
  }

  private static Process started(Path in, Path output, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // Over before the second compiler would pay off.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return builder.start();
  }

  @Test
  void a_newcomer_builds_the_example_and_stores_a_vcon_with_it() throws Exception {
    Path distribution = distribution();
    String vcond = distribution.resolve("bin/vcond").toString();
    copy(distribution.resolve("sdk"), folder.resolve("sdk"));
    Path project = folder.resolve("sdk/example");

    Path local = localRepository();
    String built =
        run(
            project,
            "mvn",
            "-o",
            "-B",
            "-Dmaven.repo.local=" + local,
            "-DargLine=-XX:TieredStopAtLevel=1",
            "package");
    unlink(local);

    assertThat(built).containsPattern("Tests run: \\d\\d, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(built)
        .contains("Running com.example.WebDavStorageTest")
        .contains("Running com.example.KeywordLinkTest");
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(
        project.resolve("target/webdav-storage-1.0.0.jar"), plugins.resolve("webdav-storage.jar"));
    try (var web = new Web()) {
      Path config = folder.resolve("config.yml");
      Files.writeString(
          config,
          """
          redis: {url: embedded}
          admin: {listen: '127.0.0.1:0'}
          plugins: {dir: %s}
          links:
            keywords:
              module: com.example.KeywordLink
              options: {words: [morning, evening], list: attention}
          storages:
            web:
              module: com.example.WebDavStorage
              options: {url: "http://127.0.0.1:%d/vcons/"}
          chains:
            main: {ingress_lists: [default], links: [keywords], storages: [web]}
          """
              .formatted(plugins, web.port()));

      assertThat(run(folder, vcond, "check", "--config", config.toString()))
          .contains("is fine: 1 chain, 1 link, 1 storage");
      assertThat(run(folder, vcond, "links", "--config", config.toString(), "KeywordLink"))
          .contains("Tags vCons in which certain words occur", "words", "sampling_rate");
      storeAVcon(vcond, config, web);
    }
  }

  private void storeAVcon(String vcond, Path config, Web web) throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    Path file = Files.write(folder.resolve("a.vcon.json"), vcon.copyBytes());
    Path log = folder.resolve("vcond.log");
    Process daemon = started(folder, log, vcond, "run", "--config", config.toString());
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(log).contains("vcond claims from Redis"));
      run(
          folder,
          vcond,
          "submit",
          "--config",
          config.toString(),
          "--list",
          "default",
          file.toString());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(web.files)
                  .hasEntrySatisfying(
                      "/vcons/" + vcon.id().canonical() + ".json",
                      stored ->
                          assertThat(SampleVcon.read(vcon.id(), new String(stored, UTF_8)).tags())
                              .containsExactly("keyword:morning")));
      assertThat(
              run(
                  folder,
                  vcond,
                  "get",
                  "--config",
                  config.toString(),
                  vcon.id().canonical(),
                  "--storage",
                  "web"))
          .contains("keyword:morning", "A question about an invoice");
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A web server that keeps what is PUT. */
  private static final class Web implements AutoCloseable {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    private Web() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      server.createContext("/vcons/", this::answer);
      server.start();
    }

    private int port() {
      return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        byte[] there = files.get(path);
        if (exchange.getRequestMethod().equals("PUT")) {
          files.put(path, body);
          exchange.sendResponseHeaders(201, -1);
        } else if (there == null) {
          exchange.sendResponseHeaders(404, -1);
        } else {
          exchange.sendResponseHeaders(200, there.length);
          exchange.getResponseBody().write(there);
        }
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
