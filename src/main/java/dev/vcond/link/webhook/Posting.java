package dev.vcond.link.webhook;

import dev.vcond.link.TemporaryFailure;
import dev.vcond.request.Blame;
import dev.vcond.request.RequestFailed;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of each address for one document. Used by one thread at a time: attempts follow one
 * another.
 */
final class Posting {
  private final Map<URI, Optional<RequestFailed>> settled = new LinkedHashMap<>();

  /** Posts to one address. */
  interface Post {
    void to(URI url) throws RequestFailed, InterruptedException;
  }

  /**
   * Posts to each address that has neither taken the document nor refused it for good.
   *
   * @throws TemporaryFailure if some may take it later
   * @throws WebhookRefused if some refused it, and no other may take it later
   */
  void attempt(List<URI> urls, Post post) throws WebhookRefused, InterruptedException {
    List<RequestFailed> later = new ArrayList<>();
    for (URI url : urls) {
      if (!settled.containsKey(url)) {
        try {
          post.to(url);
          settled.put(url, Optional.empty());
        } catch (RequestFailed e) {
          if (e.blame() == Blame.MOMENT) {
            later.add(e);
          } else {
            settled.put(url, Optional.of(e));
          }
        }
      }
    }
    fail(later, settled.values().stream().flatMap(Optional::stream).toList());
  }

  private static void fail(List<RequestFailed> later, List<RequestFailed> refused)
      throws WebhookRefused {
    List<RequestFailed> all = new ArrayList<>(refused);
    all.addAll(later);
    String message = all.stream().map(Throwable::getMessage).collect(Collectors.joining(" / "));
    if (!later.isEmpty()) {
      Duration wait =
          later.stream()
              .flatMap(failed -> failed.retryAfter().stream())
              .max(Comparator.naturalOrder())
              .orElse(null);
      throw new TemporaryFailure(message, wait, later.getFirst());
    }
    if (!refused.isEmpty()) {
      throw new WebhookRefused(message, refused.getFirst());
    }
  }
}
