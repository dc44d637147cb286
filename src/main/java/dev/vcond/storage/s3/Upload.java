package dev.vcond.storage.s3;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object to be stored.
 *
 * @param contentEncoding null if the content is as it is
 * @param content read-only; its position is never moved
 */
record Upload(
    String key,
    String contentType,
    @Nullable String contentEncoding,
    Map<String, String> metadata,
    ByteBuffer content) {

  int size() {
    return content.remaining();
  }
}
