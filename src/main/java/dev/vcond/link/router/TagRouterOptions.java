package dev.vcond.link.router;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.ListNames;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.link.Routing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of {@code links.tag_router}. */
@Misnomer(
    value = "rules",
    means = "tag_routes",
    instead = "Write tag_routes: {urgent: urgent_calls}, the tag before the list.")
@Misnomer(
    value = "routes",
    means = "tag_routes",
    instead =
        "Write tag_routes: {'priority:high': priority_calls}, name and value of the tag before the"
            + " list.")
@Misnomer(
    value = "default_destination",
    instead =
        "Remove it: what has no such tag goes on in its chain, whose egress_lists say where to.")
public record TagRouterOptions(
    @Option(
            value =
                "The list, or lists, for each tag. A tag is named by its name, whatever its value,"
                    + " or as name:value. Without routes every vCon goes on.",
            example = "{urgent: urgent_calls, 'department:sales': [sales, archive]}")
        Map<String, List<String>> tagRoutes,
    @Option(
            value =
                "Whether the vCon also goes on through this chain. If not, the chain ends here for"
                    + " every vCon, one without a matching tag among them.",
            defaultValue = "true",
            example = "false")
        boolean forwardOriginal)
    implements Routing {

  public TagRouterOptions {
    tagRoutes = Map.copyOf(tagRoutes);
    tagRoutes.forEach((tag, lists) -> lists.forEach(list -> refuse(tag, list)));
  }

  private static void refuse(String tag, String list) {
    if (list.isBlank()) {
      throw new InvalidOption(
          "tag_routes." + tag, "expected the name of a list", "write {urgent: urgent_calls}");
    }
    ListNames.reservedBeginning(list)
        .ifPresent(reserved -> {
          throw new InvalidOption(
              "tag_routes." + tag,
              "no list can be called \"%s\": names that begin with %s hold something else"
                  .formatted(list, reserved),
              "give the list another name");
        });
  }

  @Override
  public Set<String> routedLists() {
    return tagRoutes.values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }
}
