package dev.vcond.link.tag;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import java.util.List;

/** Adds the configured tags. A document that has them all is left as it is. Thread-safe. */
public final class TagLink implements Link {
  private final List<String> tags;

  private TagLink(TagOptions options) {
    this.tags = options.texts();
  }

  /** The registration of {@code links.tag}. */
  public static LinkType<TagOptions> type() {
    return new LinkType<>(
        "links.tag",
        "Adds tags to the vCon.",
        """
        The tags stand in one attachment with the purpose `tags`, whose body is a JSON list of
        `"name:value"`; it is made if it is missing. A tag that is there is not added again.
        """,
        """
        links:
          tag:
            module: links.tag
            options:
              tags: [recorded, 'source:pbx', {priority: high}]
        """,
        TagOptions.class,
        TagLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) {
    // Looked at first, since an edit begins with a copy.
    if (tags.isEmpty() || vcon.tags().containsAll(tags)) {
      return LinkResult.proceed(vcon);
    }
    return LinkResult.proceed(vcon.edited(editor -> tags.forEach(editor::addTag)));
  }
}
