package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual on the command line, and the links between it and the README. */
final class HelpCommandTest {
  private static final Path PAGES = Path.of("src/main/resources/dev/vcond/cli/help");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)#?([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void every_page_can_be_read_and_is_listed() {
    String list = new Shell().run("help").out();
    for (ManualPage page : ManualPage.values()) {
      assertThat(list).contains("vcond help " + page.title());
      Shell.Result whole = new Shell().run("help", page.title());
      assertThat(whole.exit()).isZero();
      assertThat(whole.out())
          .contains(page.sections().getFirst().heading(), page.sections().getLast().heading())
          .doesNotContain("](", "```", "\n\n\n", "\u001b");
    }
  }

  @Test
  void a_section_is_found_by_words_of_its_heading() {
    Shell.Result section = new Shell().run("help", "operate", "letters", "dead");

    assertThat(section.out()).startsWith("## Dead letters").contains("vcond dlq replay");
    assertThat(section.out()).doesNotContain("## Large documents");
    assertThat(new Shell().onTerminal().run("help", "operate", "dead").out())
        .startsWith("\u001b[1mDead letters");
  }

  @Test
  void what_is_not_there_is_answered_with_what_is() {
    Shell.Result section = new Shell().run("help", "operate", "cooking");
    assertThat(section.exit()).isEqualTo(3);
    assertThat(section.err()).contains("no section \"cooking\"", "Dead letters");

    Shell.Result page = new Shell().run("help", "operat");
    assertThat(page.exit()).isEqualTo(64);
    assertThat(page.err()).contains("operate, migrate, extend");
  }

  @Test
  void the_help_of_a_command_is_that_which_it_gives_itself() {
    assertThat(new Shell().run("help", "dlq", "replay").out())
        .isEqualTo(new Shell().run("dlq", "replay", "--help").out());
  }

  @Test
  void lines_fit_a_terminal_unless_they_are_code_or_tables() {
    assertThat(new Shell().with("COLUMNS", "80").run("help", "operate").out().lines())
        .filteredOn(line -> !line.startsWith("|") && !line.startsWith("    "))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(100));
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<Path> all =
        List.of(
            Path.of("README.md"),
            PAGES.resolve("operate.md"),
            PAGES.resolve("migrate.md"),
            PAGES.resolve("extend.md"));
    for (Path page : all) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        Path to = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(to).as("%s in %s", link.group(), page).exists();
        if (!link.group(2).isEmpty()) {
          assertThat(anchors(to)).as("%s in %s", link.group(), page).contains(link.group(2));
        }
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }
}
