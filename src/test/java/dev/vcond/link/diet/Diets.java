package dev.vcond.link.diet;

import static dev.vcond.testkit.SampleVcon.document;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.testkit.Bound;
import dev.vcond.testserver.TestS3;
import dev.vcond.vcon.Vcon;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What the tests of the diet have in common. */
final class Diets {
  static final LinkContext CONTEXT = new LinkContext("chain", "diet", "in");
  static final String WAV = "UklGRiQAAABXQVZF-_8";

  private Diets() {}

  static Link open(Map<String, ?> options) throws Exception {
    return DietLink.open(
        Bound.options(DietOptions.class, options),
        InstantSource.fixed(Instant.parse("2026-03-14T15:09:26Z")));
  }

  static Vcon apply(Vcon vcon, Map<String, ?> options) throws Exception {
    try (Link link = open(options)) {
      return link.apply(vcon, CONTEXT).vcon();
    }
  }

  /** Options that move bodies to a bucket named media. */
  static Map<String, Object> bucket(InetSocketAddress service, Map<String, ?> further) {
    Map<String, Object> options = new HashMap<>();
    options.put("remove_dialog_body", true);
    options.put("s3_bucket", "media");
    options.put("aws_access_key_id", TestS3.KEY);
    options.put("aws_secret_access_key", TestS3.SECRET);
    options.put("endpoint_url", "http://127.0.0.1:" + service.getPort());
    options.putAll(further);
    return options;
  }

  /** A recording, a text, one that is outside already, and one that did not come about. */
  static Vcon conversation() {
    return document()
        .with(
            "dialog",
            """
            [{"type": "recording", "mediatype": "audio/x-wav", "filename": "a.wav", "id": "leg-1", \
            "encoding": "base64url", "body": "%s", "duration": 1.50}, \
            {"type": "text", "mediatype": "text/plain", "encoding": "none", "body": "Gr\\u00fc\\u00dfe"}, \
            {"type": "recording", "url": "https://example.com/b.wav", "content_hash": "sha512-x"}, \
            {"type": "incomplete", "disposition": "busy"}, 7]\
            """
                .formatted(WAV))
        .vcon();
  }
}
