package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads about vCons that come back to where they were. */
class CyclesTest {
  private static final String ROUTER =
      "links: {route: {module: links.tag_router, options: {tag_routes: {again: a}}}}\n";

  @TempDir Path folder;

  private List<String> says(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), yaml);
    return Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn()).warnings().stream()
        .map(each -> each.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void lists_that_lead_back_over_other_chains_are_told_once_with_the_whole_way()
      throws IOException {
    assertThat(
            says(
                """
                chains:
                  before: {ingress_lists: [x], egress_lists: [a]}
                  one: {ingress_lists: [a], egress_lists: [done, b]}
                  two: {ingress_lists: [b], egress_lists: [c]}
                  three: {ingress_lists: [c, d], egress_lists: [a]}
                """))
        .containsExactly(
            "config.yml:3:3: warning: chains.one.egress_lists: vCons can run in a circle: chain"
                + " \"one\" pushes to \"b\", chain \"two\" pushes to \"c\", chain \"three\" pushes"
                + " to \"a\", and so they come again. Push to a list that none of these chains"
                + " takes from, unless a link ends the round.");
  }

  @Test
  void routes_count_like_egress() throws IOException {
    assertThat(
            says(
                ROUTER
                    + """
                    chains:
                      one: {ingress_lists: [a], egress_lists: [b]}
                      two: {ingress_lists: [b], links: [route]}
                    """))
        .singleElement()
        .asString()
        .contains("chain \"one\" pushes to \"b\", chain \"two\" routes to \"a\"");
  }

  @Test
  void a_chain_that_is_not_enabled_ends_the_way() throws IOException {
    assertThat(
            says(
                """
                chains:
                  one: {ingress_lists: [a], egress_lists: [b]}
                  two: {ingress_lists: [b], egress_lists: [a], enabled: 0}
                """))
        .isEmpty();
  }

  @Test
  void what_no_chain_names_is_told() throws IOException {
    assertThat(
            says(
                """
                links: {idle: {module: links.delay}, later: {module: links.delay}}
                storages: {idle: {module: storage.file}, later: {module: storage.file}}
                chains:
                  on: {ingress_lists: [a]}
                  off: {ingress_lists: [b], links: [later], storages: [later], enabled: 0}
                """))
        .satisfiesExactly(
            said ->
                assertThat(said)
                    .startsWith("config.yml:1:9: warning: links.idle: no chain names it"),
            said ->
                assertThat(said)
                    .startsWith("config.yml:2:12: warning: storages.idle: no chain names it")
                    .contains("only asked for documents that are missing in Redis"));
  }
}
