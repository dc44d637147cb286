package dev.vcond.link.webhook;

import dev.vcond.config.EgressFormat;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.request.Bodies;
import dev.vcond.request.RequestFailed;
import dev.vcond.request.Requests;
import dev.vcond.vcon.EgressFormat0_0_1;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Posts each vCon to one or more addresses. The package tells how. Thread-safe. */
public final class WebhookLink implements Link {
  private static final int USUAL_ATTEMPTS = 3;
  private static final Duration SPARE = Duration.ofSeconds(30);
  private static final String CONTENT_TYPE = "Content-Type";

  private final WebhookOptions options;
  private final boolean typed;
  private final Requests requests;

  /** By the document itself, which the engine keeps for as long as it may call again. */
  private final Map<Vcon, Posting> begun = Collections.synchronizedMap(new WeakHashMap<>());

  private WebhookLink(WebhookOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.options = options;
    this.typed = options.headers().keySet().stream().anyMatch(CONTENT_TYPE::equalsIgnoreCase);
    this.requests = new Requests(options.settings(), clock);
  }

  /** The registration of {@code links.webhook}. */
  public static LinkType<WebhookOptions> type() {
    return new LinkType<>(
        "links.webhook",
        "Posts the vCon to one or more addresses.",
        WebhookGuide.SETUP,
        WebhookGuide.EXAMPLE,
        WebhookOptions.class,
        options -> open(options, InstantSource.system()));
  }

  /**
   * Opens a link.
   *
   * @param clock what dates in {@code Retry-After} are compared with
   */
  static WebhookLink open(WebhookOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    return new WebhookLink(options, clock);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    Vcon shown =
        options.egressFormat() == EgressFormat.CURRENT ? vcon : EgressFormat0_0_1.view(vcon);
    String key = shown.id().canonical() + "-" + shown.sha1Hex();
    begun
        .computeIfAbsent(vcon, _ -> new Posting())
        .attempt(options.webhookUrls(), url -> post(url, shown, key));
    begun.remove(vcon);
    return LinkResult.proceed(vcon);
  }

  private void post(URI url, Vcon vcon, String key) throws RequestFailed, InterruptedException {
    HttpRequest.Builder request =
        requests
            .to(url)
            .header("Idempotency-Key", key)
            .setHeader("X-Vcon-Uuid", vcon.id().canonical())
            .POST(Bodies.streamed(vcon::newStream, vcon.size()));
    if (!typed) {
      request.header(CONTENT_TYPE, "application/json");
    }
    HttpResponse<byte[]> response = requests.send(request);
    if (response.statusCode() / 100 != 2) {
      throw requests.refused(response);
    }
  }

  /** Room for the usual attempts at all addresses, and the waits between them. */
  @Override
  public Duration defaultTimeout() {
    return options
        .timeout()
        .multipliedBy((long) options.webhookUrls().size() * USUAL_ATTEMPTS)
        .plus(SPARE);
  }

  /** Who is told of a vCon may look it up in Redis. */
  @Override
  public boolean showsId() {
    return true;
  }

  @Override
  public void close() {
    requests.close();
  }
}
