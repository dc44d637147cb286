package dev.vcond.link.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Attachment;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Routes a vCon to the lists of its tags, and lets it go on or not. Thread-safe. */
public final class TagRouterLink implements Link {
  private final Map<String, List<String>> routes;
  private final boolean forwardOriginal;

  private TagRouterLink(TagRouterOptions options) {
    this.routes = options.tagRoutes();
    this.forwardOriginal = options.forwardOriginal();
  }

  /** The registration of {@code links.tag_router}. */
  public static LinkType<TagRouterOptions> type() {
    return new LinkType<>(
        "links.tag_router",
        "Pushes the vCon to the lists that its tags stand for.",
        """
        The lists are ingress lists of other chains, or lists that another program takes from. The id
        is pushed when the run of this chain ends well, in one step with everything else that ends
        it, once per list however many tags lead there. A vCon that fails is pushed by its replay.
        """,
        """
        links:
          tag_router:
            module: links.tag_router
            options:
              tag_routes:
                urgent: urgent_calls
                department:sales: [sales, archive]
              forward_original: false
        """,
        TagRouterOptions.class,
        TagRouterLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) {
    if (routes.isEmpty()) {
      return LinkResult.proceed(vcon);
    }
    List<String> lists =
        vcon.attachments("tags").stream()
            .flatMap(TagRouterLink::tags)
            .flatMap(this::lists)
            .distinct()
            .toList();
    return forwardOriginal
        ? LinkResult.proceed(vcon, lists)
        : new LinkResult.Halt(vcon, lists.isEmpty() ? "no_route" : "routed", why(lists), lists);
  }

  private static String why(List<String> lists) {
    return lists.isEmpty()
        ? "no tag has a route, and forward_original is false"
        : "routed to " + String.join(", ", lists) + ", and forward_original is false";
  }

  /** The tags of an attachment as {@code name:value}. */
  private static Stream<String> tags(Attachment attachment) {
    return attachment.body().json().stream()
        .flatMap(body ->
            body.isObject()
                ? body.propertyStream().map(tag -> tag.getKey() + ":" + tag.getValue().asText())
                : body.valueStream().map(JsonNode::asText));
  }

  private Stream<String> lists(String tag) {
    int colon = tag.indexOf(':');
    if (colon < 1) {
      return Stream.empty();
    }
    return Stream.concat(
        routes.getOrDefault(tag.substring(0, colon), List.of()).stream(),
        routes.getOrDefault(tag, List.of()).stream());
  }
}
