package dev.vcond.link.http;

import dev.vcond.answer.AnswerReader;
import dev.vcond.answer.Revisions;
import dev.vcond.answer.WorkFailed;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.request.Addresses;
import dev.vcond.request.Blame;
import dev.vcond.request.Bodies;
import dev.vcond.request.RequestFailed;
import dev.vcond.request.Requests;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;

/** Has a service work on each vCon. The package tells how. Thread-safe. */
public final class HttpLink implements Link {
  private static final int USUAL_ATTEMPTS = 3;
  private static final Duration SPARE = Duration.ofSeconds(30);

  private final HttpOptions options;
  private final Requests requests;

  private HttpLink(HttpOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.options = options;
    this.requests = new Requests(options.settings(), clock);
  }

  /** The registration of {@code links.http}. */
  public static LinkType<HttpOptions> type() {
    return new LinkType<>(
        "links.http",
        "Has a service change, route, swap or halt each vCon.",
        HttpGuide.SETUP,
        HttpGuide.EXAMPLE,
        HttpOptions.class,
        options -> open(options, InstantSource.system()));
  }

  /**
   * Opens a link.
   *
   * @param clock what dates in {@code Retry-After} are compared with
   */
  static HttpLink open(HttpOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    return new HttpLink(options, clock);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    byte[] answer = ask(vcon, context);
    if (answer.length == 0) {
      return LinkResult.proceed(vcon);
    }
    String service = Addresses.shown(options.url());
    Revisions revisions = new Revisions(service);
    return switch (options.answer()) {
      case VCON -> LinkResult.proceed(revisions.of(vcon, answer));
      case ENVELOPE -> AnswerReader.read(answer, service).of(vcon, revisions);
    };
  }

  private byte[] ask(Vcon vcon, LinkContext context) throws InterruptedException, WorkFailed {
    try {
      HttpResponse<byte[]> response = requests.fetch(request(vcon, context));
      if (response.statusCode() / 100 != 2) {
        throw requests.refused(response);
      }
      return response.body();
    } catch (RequestFailed e) {
      String message = String.valueOf(e.getMessage());
      if (e.blame() == Blame.MOMENT) {
        throw new TemporaryFailure(message, e.retryAfter().orElse(null), e);
      }
      throw new WorkFailed(message, e);
    }
  }

  private HttpRequest.Builder request(Vcon vcon, LinkContext context) {
    HttpRequest.Builder request =
        requests
            .to(options.url())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("Idempotency-Key", vcon.id().canonical() + "-" + vcon.sha1Hex())
            .setHeader("X-Vcon-Uuid", vcon.id().canonical())
            .POST(Bodies.streamed(vcon::newStream, vcon.size()));
    tell(request, "X-Vcond-Chain", context.chain());
    tell(request, "X-Vcond-Step", context.step());
    tell(request, "X-Vcond-List", context.ingressList());
    return request;
  }

  private static void tell(HttpRequest.Builder request, String name, String value) {
    if (value.matches("[!-~]([ -~]*[!-~])?")) {
      request.setHeader(name, value);
    }
  }

  /** Room for the usual attempts and the waits between them. */
  @Override
  public Duration defaultTimeout() {
    return options.timeout().multipliedBy(USUAL_ATTEMPTS).plus(SPARE);
  }

  /** Whoever is given an id may look it up in Redis. */
  @Override
  public boolean showsId() {
    return true;
  }

  @Override
  public void close() {
    requests.close();
  }
}
