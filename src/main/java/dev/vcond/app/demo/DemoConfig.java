package dev.vcond.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.app.demo.corpus.Corpus;
import dev.vcond.app.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of the demo's daemon, written for people to look at. */
final class DemoConfig {
  /** What the chain's tag link adds, in the order of the configuration. */
  static final List<String> TAGS = List.of("demo:demo", "source:vcond-demo", "round:1");

  /** The table of the Postgres storage. */
  static final String TABLE = "vcons";

  private DemoConfig() {}

  /** Writes it. */
  static void write(DemoFolder folder, String redisUrl, int postgresPort) throws IOException {
    Files.writeString(
        folder.config(),
        template()
            .replace("{{redis}}", redisUrl)
            .replace("{{files}}", quoted(folder.files()))
            .replace("{{port}}", Integer.toString(postgresPort))
            .replace("{{database}}", EmbeddedPostgres.DATABASE)
            .replace("{{user}}", EmbeddedPostgres.USER)
            .replace("{{table}}", TABLE)
            .replace("{{list}}", Corpus.LIST)
            .replace("{{sealed_list}}", Corpus.SEALED_LIST));
  }

  private static String template() throws IOException {
    try (InputStream in = DemoConfig.class.getResourceAsStream("config.yml")) {
      if (in == null) {
        throw new IOException("The resource config.yml is missing.");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** In YAML's plainest quotes, and safe from interpolation. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''").replace("${", "$${") + "'";
  }
}
