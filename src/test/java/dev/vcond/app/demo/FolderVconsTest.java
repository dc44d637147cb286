package dev.vcond.app.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.demo.corpus.Corpus;
import dev.vcond.app.demo.corpus.Fate;
import dev.vcond.app.demo.corpus.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderVconsTest {
  private static final String ONE = "0190a1b2-c3d4-8e5f-9a6b-000000000001";
  private static final String TWO = "0190A1B2-C3D4-8E5F-9A6B-000000000002";

  @TempDir private Path folder;
  private final List<String> remarks = new ArrayList<>();

  private List<Sample> read() throws IOException {
    return new FolderVcons(List.of("a:b"), remarks::add).read(folder);
  }

  private void file(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.replace('\'', '"'));
  }

  @Test
  void the_id_is_the_uuid_else_the_name_else_made_from_the_content() throws IOException {
    file("a.json", "{'uuid':'" + ONE + "'}");
    file("deep/" + TWO + ".vcon.json", "{}");
    file("z.json", "{'x':1}");

    assertThat(read()).extracting(Sample::id).startsWith(ONE, TWO).hasSize(3);
    assertThat(remarks)
        .singleElement()
        .asString()
        .matches("z\\.json has no uuid; it is submitted as [0-9a-f-]{36}\\.");
  }

  @Test
  void what_submit_would_refuse_is_left_out_by_name() throws IOException {
    file("a.json", "{'uuid':'" + ONE + "'}");
    file("b.json", "{'uuid':'" + ONE + "'}");
    file("c.json", "{'uuid':'no uuid'}");
    file("d.json", "[1]");
    file("e.json", "{'a':");
    Files.write(folder.resolve("f.json"), "{\"a\":\"ä\"}".getBytes(ISO_8859_1));

    assertThat(read()).hasSize(1);
    assertThat(String.join("\n", remarks))
        .contains("b.json is left out: it has the uuid of a.json")
        .contains("c.json is left out: its uuid is none")
        .contains("d.json is left out: it is no JSON object")
        .contains("e.json is left out: it is not JSON at line 1, column 6.")
        .contains("f.json is left out: it is not UTF-8");
  }

  @Test
  void the_fate_of_each_is_known_beforehand() throws IOException {
    file("a.json", "{'uuid':'" + ONE + "'}");
    file("b.json", "{'payload':'x','signatures':[]}");
    file("c.json", "{'ciphertext':'x','recipients':[]}");
    file("d.json", "{'x':'\\u0000'}");
    file("e.json", "{'attachments':7}");

    List<Sample> samples = read();

    assertThat(samples)
        .extracting(Sample::fate)
        .containsExactly(
            new Fate.Stored(true),
            new Fate.Stored(false),
            new Fate.Stored(false),
            new Fate.DeadLettered("storage_failed", "database", true),
            new Fate.DeadLettered("link_failed", "tag", false));
    assertThat(samples)
        .extracting(Sample::list)
        .containsExactly(
            Corpus.LIST, Corpus.SEALED_LIST, Corpus.SEALED_LIST, Corpus.LIST, Corpus.LIST);
    assertThat(samples.getFirst().document().read()).isPresent();
  }
}
