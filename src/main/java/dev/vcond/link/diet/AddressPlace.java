package dev.vcond.link.diet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.request.Addresses;
import dev.vcond.request.Bodies;
import dev.vcond.request.RequestFailed;
import dev.vcond.request.Requests;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.VconId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.InstantSource;

/** Bodies behind an address that takes each by a POST and answers with where it is. */
final class AddressPlace implements Place {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final URI url;
  private final Requests requests;

  AddressPlace(DietOptions.Post options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.url = options.url();
    this.requests = new Requests(options.settings(), clock);
  }

  @Override
  public Moved take(VconId id, Dialog dialog)
      throws DietFailed, RequestFailed, InterruptedException {
    Media media = Media.of(dialog);
    byte[] body = body(id, dialog);
    HttpRequest.Builder request =
        requests
            .to(url)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", id.canonical() + "-" + media.shortHash())
            .setHeader("X-Vcon-Uuid", id.canonical())
            .setHeader("X-Vcon-Mediatype", media.type())
            .POST(Bodies.streamed(() -> new ByteArrayInputStream(body), body.length));
    HttpResponse<byte[]> response = requests.fetch(request);
    if (response.statusCode() / 100 != 2) {
      throw requests.refused(response);
    }
    return moved(response.body(), media);
  }

  private static byte[] body(VconId id, Dialog dialog) {
    ObjectNode body = MAPPER.createObjectNode();
    body.set("content", dialog.body().value());
    body.put("vcon_uuid", id.canonical());
    body.put("dialog_id", dialog.text("id").orElse(""));
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written.", e);
    }
  }

  private Moved moved(byte[] answer, Media media) throws DietFailed {
    JsonNode json = read(answer);
    String where = json.path("url").asText("").strip();
    if (where.isEmpty()) {
      throw new DietFailed(
          Addresses.shown(url)
              + " took it and did not say where it is: expected a JSON object with \"url\"",
          null);
    }
    if (!isAddress(where)) {
      throw new DietFailed(
          Addresses.shown(url)
              + " answered with a \"url\" that is none: expected an absolute address that begins"
              + " with https://, http:// or s3://",
          null);
    }
    return new Moved(where, json.path("content_hash").asText(media.contentHash()));
  }

  /** What it is stands in the vCon for whoever opens it: no script, no file, nothing relative. */
  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      return String.valueOf(address.getScheme()).matches("(?i)https?|s3")
          && address.getRawAuthority() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static JsonNode read(byte[] answer) {
    try {
      return MAPPER.readTree(new String(answer, UTF_8));
    } catch (JsonProcessingException _) {
      return MAPPER.nullNode();
    }
  }

  @Override
  public void close() {
    requests.close();
  }
}
