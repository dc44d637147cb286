package dev.vcond.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pages of the manual, as they lie beside the code. */
enum ManualPage {
  OPERATE("outages, dead letters, large documents, Redis, systemd, upgrade, sizing, security"),
  MIGRATE("coming from vcon-server, and going back"),
  EXTEND("links and storages of your own");

  private static final Pattern HEADING = Pattern.compile("(?m)^(?=## )");

  private final String about;

  ManualPage(String about) {
    this.about = about;
  }

  /** As it is called on the command line. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it tells, for a list. */
  String about() {
    return about;
  }

  static Optional<ManualPage> of(String title) {
    return Arrays.stream(values()).filter(page -> page.title().equals(title)).findFirst();
  }

  /** The whole page, in Markdown. */
  String text() {
    String file = "help/" + title() + ".md";
    try (InputStream in = ManualPage.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the page " + file + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its sections, in its order. */
  List<Section> sections() {
    String[] parts = HEADING.split(text(), -1);
    List<Section> sections = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      sections.add(Section.of(parts[i]));
    }
    return sections;
  }

  /**
   * A part of a page.
   *
   * @param text with its heading, in Markdown
   */
  record Section(String heading, String text) {
    private static Section of(String text) {
      String first = text.lines().findFirst().orElseThrow();
      return new Section(first.substring("## ".length()), text);
    }

    /** Whether its heading has these words, in whatever order. */
    boolean isAbout(List<String> words) {
      String heard = heading.toLowerCase(Locale.ROOT);
      return words.stream().allMatch(word -> heard.contains(word.toLowerCase(Locale.ROOT)));
    }
  }
}
