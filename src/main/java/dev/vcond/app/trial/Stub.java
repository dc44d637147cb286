package dev.vcond.app.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers for one address.
 *
 * @param method null for any
 * @param replies in turn; the last one stays
 */
record Stub(Address address, @Nullable String method, List<Reply> replies) {
  /** One answer. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Reply(int status, Map<String, String> headers, byte[] body, Duration delay) {}

  Stub {
    replies = List.copyOf(replies);
  }

  boolean fits(Received request) {
    return request.fits(address, method);
  }

  String shown() {
    return (method == null ? "" : method + " ") + address.shown();
  }

  Reply reply(int turn) {
    return replies.get(Math.min(turn, replies.size() - 1));
  }
}
