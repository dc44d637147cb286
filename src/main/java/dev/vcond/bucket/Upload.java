package dev.vcond.bucket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object to be stored.
 *
 * @param contentEncoding null if the content is as it is
 */
public record Upload(
    String key,
    String contentType,
    @Nullable String contentEncoding,
    Map<String, String> metadata,
    Content content) {

  int size() {
    return content.size();
  }
}
