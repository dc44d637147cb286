package com.example;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.Part;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for words in what was written or transcribed, and tags the vCon with those it finds. One
 * instance per step of a chain, called by many threads at once.
 *
 * <p>No retry, no queue, no writing back: the link says what it found, vcond does the rest.
 */
public final class KeywordLink implements Link {
  private final KeywordOptions options;

  private KeywordLink(KeywordOptions options) {
    this.options = options;
  }

  /** The registration; vcond looks for this method in the class that a configuration names. */
  public static LinkType<KeywordOptions> type() {
    return new LinkType<>(
        KeywordLink.class.getName(),
        "Tags vCons in which certain words occur.",
        "Looks at dialogs of text and at analyses of the type `transcript`. Adds one tag"
            + " `keyword:<word>` for each word that it finds.",
        KeywordOptions.class,
        KeywordLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) {
    List<String> texts = texts(vcon);
    List<String> found =
        options.words().stream()
            .filter(word -> texts.stream().anyMatch(text -> text.contains(word)))
            .toList();
    if (found.isEmpty()) {
      return LinkResult.proceed(vcon);
    }
    // Tags that are there already are no change, so a second run leaves the document as it is.
    Vcon tagged = vcon.edited(edit -> found.forEach(word -> edit.addTag("keyword", word)));
    return LinkResult.proceed(tagged, options.list() == null ? List.of() : List.of(options.list()));
  }

  private static List<String> texts(Vcon vcon) {
    Stream<? extends Part> spoken =
        Stream.concat(
            vcon.dialog().stream().filter(Dialog::isText), vcon.analysis("transcript").stream());
    return spoken
        .map(part -> part.body().text())
        .flatMap(Optional::stream)
        .map(String::toLowerCase)
        .toList();
  }
}
